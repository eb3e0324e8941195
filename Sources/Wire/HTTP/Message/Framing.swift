/// What the fields of a head say about the connection and the body (RFC 9112 §6 and §9).
struct Framing {
  var contentLength: UInt64?
  var isChunked = false
  var hosts = 0
  var closes = false
  var keepsAlive = false
  var upgrades = false
  var expectsContinue = false
  var expectsUnknown = false

  init(_ fields: borrowing Fields, _ limits: HTTPLimits) throws(HTTPError) {
    let octets = fields.octets.span
    var options = 0
    for entry in fields.entries {
      switch entry.known {
      case .contentLength:
        guard contentLength == nil else { throw .bad("two content lengths") }
        contentLength = try Self.length(octets, entry.value)
      case .transferEncoding:
        guard !isChunked else { throw .bad("two transfer encodings") }
        try Self.checkCoding(octets, entry.value)
        isChunked = true
      case .connection:
        try readOptions(octets, entry.value, &options)
        guard options <= limits.connectionOptions else {
          throw HTTPError(status: 431, reason: "too many connection options")
        }
      case .host: hosts += 1
      case .expect:
        if octets.matches("100-continue", at: entry.value) {
          expectsContinue = true
        } else {
          expectsUnknown = true
        }
      default: break
      }
    }
    guard !isChunked || contentLength == nil else {
      throw .bad("both a content length and a transfer encoding")
    }
  }

  /// Reads a Content-Length: digits and nothing else (RFC 9112 §6.2), at most 2^63 − 1.
  private static func length(
    _ octets: Span<UInt8>, _ value: Range<Int>
  ) throws(HTTPError) -> UInt64 {
    guard (1...19).contains(value.count) else { throw .bad("a malformed content length") }
    var length: UInt64 = 0
    for index in value {
      guard octets[index].isDigit else { throw .bad("a malformed content length") }
      length = length &* 10 &+ UInt64(octets[index] &- .zero)
    }
    guard length <= UInt64(Int64.max) else { throw .bad("a malformed content length") }
    return length
  }

  /// Accepts `chunked` alone (RFC 9112 §6.1).
  ///
  /// - Throws: 501 where another coding is named, 400 where chunked is not last, or is there twice.
  private static func checkCoding(
    _ octets: Span<UInt8>, _ value: Range<Int>
  ) throws(HTTPError) {
    guard !octets.matches("chunked", at: value) else { return }
    var position = value.lowerBound
    var members = 0
    var chunked = 0
    var endsChunked = false
    while let member = octets.nextMember(in: value, after: &position) {
      guard octets.extracting(member).endOfToken(from: 0) == member.count else {
        throw .bad("a malformed transfer encoding")
      }
      endsChunked = octets.matches("chunked", at: member)
      members += 1
      chunked += endsChunked ? 1 : 0
    }
    let isUnknown = chunked == 0 ? members == 1 : (members > 1 && chunked == 1 && endsChunked)
    throw isUnknown
      ? HTTPError(status: 501, reason: "an unknown transfer encoding")
      : .bad("a malformed transfer encoding")
  }

  private mutating func readOptions(
    _ octets: Span<UInt8>, _ value: Range<Int>, _ count: inout Int
  ) throws(HTTPError) {
    var position = value.lowerBound
    while let option = octets.nextMember(in: value, after: &position) {
      guard octets.extracting(option).endOfToken(from: 0) == option.count else {
        throw .bad("a malformed connection option")
      }
      count += 1
      if octets.matches("close", at: option) {
        closes = true
      } else if octets.matches("keep-alive", at: option) {
        keepsAlive = true
      } else if octets.matches("upgrade", at: option) {
        upgrades = true
      }
    }
  }
}

extension RequestHead {
  /// Reads `method SP request-target SP HTTP-version CRLF` (RFC 9112 §3) into `line`.
  ///
  /// - Returns: where the next line begins, or nil when there must come more.
  mutating func readRequestLine(
    _ octets: Span<UInt8>, _ limits: HTTPLimits
  ) throws(HTTPError) -> Int? {
    let start = progress.next
    let methodEnd = octets.endOfToken(from: start)
    guard methodEnd &- start <= Self.longestMethod else {
      throw HTTPError(status: 501, reason: "an unknown method")
    }
    guard methodEnd < octets.count else { return nil }
    guard methodEnd > start, octets[methodEnd] == .space else {
      throw .bad("a malformed request line")
    }
    let targetStart = methodEnd &+ 1
    let targetEnd = octets.endOfTarget(from: targetStart)
    guard targetEnd &- targetStart <= limits.target else {
      throw HTTPError(status: 414, reason: "the target is too long")
    }
    guard targetEnd < octets.count else { return nil }
    guard targetEnd > targetStart else { throw .bad("an empty target") }
    guard octets[targetEnd] == .space else {
      return try Self.refuseSimpleRequest(octets, at: targetEnd)
    }
    guard let (version, end) = try Self.readVersion(octets, at: targetEnd &+ 1) else { return nil }

    line.append(octets, start..<methodEnd)
    methodLength = line.count
    guard methodKind != .connect else {
      throw HTTPError(status: 501, reason: "CONNECT is not served")
    }
    self.version = version
    try readTarget(octets, targetStart..<targetEnd)
    return end
  }

  /// No method this program has heard of is longer.
  static var longestMethod: Int { 32 }

  /// Refuses a request line that ends with the target, as HTTP/0.9's did.
  private static func refuseSimpleRequest(
    _ octets: Span<UInt8>, at index: Int
  ) throws(HTTPError) -> Int? {
    guard octets[index] == .carriageReturn else {
      throw .bad("a byte that no target may hold")
    }
    guard index &+ 1 < octets.count else { return nil }
    guard octets[index &+ 1] == .lineFeed else { throw .bad("a bare CR") }
    throw HTTPError(status: 505, reason: "a request without a version")
  }

  /// Reads `HTTP/1.1` or `HTTP/1.0` and the end of the line.
  private static func readVersion(
    _ octets: Span<UInt8>, at start: Int
  ) throws(HTTPError) -> (HTTPVersion, Int)? {
    let end = start &+ 8
    guard octets.count >= end &+ 2 else {
      for index in start..<min(end, octets.count) where octets[index] < .space {
        throw .bad("a malformed version")
      }
      return nil
    }
    let version = try octets.version(at: start)
    guard octets[end] == .carriageReturn, octets[end &+ 1] == .lineFeed else {
      throw .bad("a malformed request line")
    }
    return (version, end &+ 2)
  }
}

/// Takes the chunked coding apart (RFC 9112 §7.1), strictly, in pieces of any size.
///
/// Payload is never copied: each step names a range of the input.
package struct ChunkedDecoder: Sendable {
  /// Whose body it is, which decides what of chunk extensions is borne.
  package enum Origin: Sendable {
    /// Extensions are refused: they are of no use and have smuggled requests.
    case request

    /// Extensions are dropped (RFC 9112 §7.1.1), up to a bound a chunk.
    case response
  }

  /// What one call came to.
  package enum Step: Sendable, Hashable {
    /// Payload, at these indices of the input; call again.
    case data(Range<Int>)

    /// Everything was taken; call again when there is more input.
    case needMore

    /// The body and its trailer section have ended.
    case end
  }

  private enum State {
    case size(digits: Int)
    case spaceBeforeExtension
    case `extension`(length: Int)
    case sizeLineFeed
    case data
    case dataCarriageReturn
    case dataLineFeed
    case trailers
    case done
    case refused(HTTPError)
  }

  /// The trailer section, once the body has ended.
  package private(set) var trailers = Fields()

  private let origin: Origin
  private let limits: HTTPLimits
  private var state = State.size(digits: 0)

  /// The chunk's size while it is read, then what is left of its data.
  private var remaining: UInt64 = 0

  private var section = TrailerSection()

  package init(_ origin: Origin, limits: HTTPLimits = .standard) {
    self.origin = origin
    self.limits = limits
  }

  /// Decodes from `position` on and moves it behind what was taken.
  ///
  /// After `.end`, what is left of the input belongs to the next message.
  ///
  /// - Throws: 400 or 431 for a request, 502 for a response, and the same ever after; the
  ///   connection cannot be used any longer.
  package mutating func decode(
    _ input: Span<UInt8>, from position: inout Int
  ) throws(HTTPError) -> Step {
    do throws(HTTPError) {
      return try advance(input, &position)
    } catch {
      let fault =
        switch origin {
        case .request: error
        case .response: error.asBadGateway
        }
      state = .refused(fault)
      throw fault
    }
  }

  /// The same over a buffer.
  package mutating func decode(
    _ input: UnsafeRawBufferPointer, from position: inout Int
  ) throws(HTTPError) -> Step {
    unsafe try decode(Span(_unsafeBytes: input), from: &position)
  }

  private mutating func advance(
    _ input: Span<UInt8>, _ position: inout Int
  ) throws(HTTPError) -> Step {
    while true {
      switch state {
      case .data:
        guard position < input.count else { return .needMore }
        return .data(takeData(input.count, &position))
      case .trailers:
        guard try section.read(input, &position, into: &trailers, limits) else {
          return .needMore
        }
        state = .done
      case .done: return .end
      case .refused(let fault): throw fault
      default:
        guard position < input.count else { return .needMore }
        try readSizeLine(input[position])
        position &+= 1
      }
    }
  }

  private mutating func takeData(_ count: Int, _ position: inout Int) -> Range<Int> {
    let length = Int(min(remaining, UInt64(count &- position)))
    let range = position..<(position &+ length)
    position = range.upperBound
    remaining &-= UInt64(length)
    if remaining == 0 { state = .dataCarriageReturn }
    return range
  }

  /// Reads one byte of what lies between the data: `CRLF chunk-size [ chunk-ext ] CRLF`.
  private mutating func readSizeLine(_ byte: UInt8) throws(HTTPError) {
    switch state {
    case .size(let digits):
      if let digit = byte.hexValue {
        guard digits < 16 else { throw .bad("a chunk size of too many digits") }
        remaining = remaining << 4 | UInt64(digit)
        guard remaining <= 1 << 60 else { throw .bad("a chunk that is too large") }
        state = .size(digits: digits + 1)
      } else {
        guard digits > 0 else { throw .bad("a malformed chunk size") }
        try endSize(byte)
      }
    case .spaceBeforeExtension: try endSize(byte)
    case .extension(let length): try readExtension(byte, length)
    case .sizeLineFeed:
      guard byte == .lineFeed else { throw .bad("a bare CR") }
      state = remaining == 0 ? .trailers : .data
    case .dataCarriageReturn:
      guard byte == .carriageReturn else { throw .bad("chunk data longer than its size") }
      state = .dataLineFeed
    case .dataLineFeed:
      guard byte == .lineFeed else { throw .bad("a bare CR") }
      state = .size(digits: 0)
    case .data, .trailers, .done, .refused: break
    }
  }

  /// Reads the byte behind a size: the line's end, or an extension's beginning.
  private mutating func endSize(_ byte: UInt8) throws(HTTPError) {
    var isSpaced = false
    if case .spaceBeforeExtension = state { isSpaced = true }
    switch (byte, origin) {
    case (.carriageReturn, _) where !isSpaced: state = .sizeLineFeed
    case (.semicolon, .response): state = .extension(length: 0)
    case (.space, .response) where !isSpaced, (.horizontalTab, .response) where !isSpaced:
      state = .spaceBeforeExtension
    case (.semicolon, .request): throw .bad("a chunk extension")
    default: throw .bad("a malformed chunk size")
    }
  }

  private mutating func readExtension(_ byte: UInt8, _ length: Int) throws(HTTPError) {
    if byte == .carriageReturn {
      state = .sizeLineFeed
      return
    }
    guard !byte.isForbiddenInText else { throw .bad("a malformed chunk extension") }
    guard length < Self.longestExtension else { throw .bad("a chunk extension that is too long") }
    state = .extension(length: length + 1)
  }

  private static var longestExtension: Int { 256 }
}

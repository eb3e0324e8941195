/// Gathers a trailer section line by line, because it may arrive in pieces (RFC 9112 §7.1.2).
struct TrailerSection: Sendable {
  private var octets: [UInt8] = []
  private var lineStart = 0

  /// Takes input up to the section's end; true once it was read into `fields`.
  ///
  /// - Throws: 400 for a malformed field or one that must not come late, 431 past the limits.
  mutating func read(
    _ input: Span<UInt8>, _ position: inout Int, into fields: inout Fields, _ limits: HTTPLimits
  ) throws(HTTPError) -> Bool {
    while position < input.count {
      let lineFeed = input.firstIndex(of: .lineFeed, from: position)
      let end = min(lineFeed &+ 1, input.count)
      guard octets.count &+ (end &- position) <= limits.trailers else {
        throw HTTPError(status: 431, reason: "the trailer section is too large")
      }
      octets.append(input, position..<end)
      position = end
      guard lineFeed < input.count else { return false }
      if try readLine(into: &fields, limits) { return true }
    }
    return false
  }

  /// Reads the line that was just completed; true for the empty one.
  private mutating func readLine(
    into fields: inout Fields, _ limits: HTTPLimits
  ) throws(HTTPError) -> Bool {
    let next: Int
    switch try fields.readLine(octets.span, at: lineStart, base: 0, limits: limits) {
    case .incomplete: throw .bad("a malformed trailer section")
    case .end: return true
    case .field(let end): next = end
    }
    fields.adopt(octets.span, upTo: next, base: 0)
    lineStart = next
    guard fields.entries.last?.known.isAllowedInTrailers == true else {
      throw .bad("a field that no trailer section may hold")
    }
    return false
  }
}

/// How far a head was read, so that more bytes are read on from there.
///
/// A line is read when it can be decided: until a control character has come, later bytes are only
/// searched for one, and behind a CR the next byte decides, whatever it is. So each byte is looked
/// at a few times at most, however small the pieces it arrives in.
struct HeadProgress: Sendable {
  /// Where the first unread line begins.
  var next = 0

  /// Behind the last byte that was searched for the end of the line at `next`.
  private var searched = 0

  /// Where the field section begins, once the start line was read.
  private(set) var fieldsStart: Int?

  /// Whether the head was read to its end.
  private(set) var isComplete = false

  /// Whether the line at `next` should be read now.
  mutating func mayReadLine(_ octets: Span<UInt8>) -> Bool {
    guard searched > next, octets[searched &- 1] != .carriageReturn else {
      return max(searched, next) < octets.count
    }
    searched = octets.endOfText(from: searched)
    return searched < octets.count
  }

  /// The line at `next` is not whole.
  mutating func waitForMore(_ octets: Span<UInt8>) {
    searched = octets.count
  }

  mutating func skip(to next: Int) {
    self.next = next
  }

  mutating func readStartLine(endingAt end: Int) {
    next = end
    fieldsStart = end
  }

  /// Reads field lines as far as they came; true once the section has ended.
  mutating func readFields(
    _ octets: Span<UInt8>, into fields: inout Fields, base: Int, limits: HTTPLimits,
    maximumEnd: Int
  ) throws(HTTPError) -> Bool {
    while mayReadLine(octets), !isComplete {
      switch try fields.readLine(octets, at: next, base: base, limits: limits) {
      case .incomplete:
        waitForMore(octets)
        try check(octets.count, against: maximumEnd)
        fields.adopt(octets, upTo: next, base: base)
        return false
      case .field(let end): next = end
      case .end(let end):
        next = end
        isComplete = true
      }
      try check(next, against: maximumEnd)
    }
    try check(isComplete ? next : octets.count, against: maximumEnd)
    fields.adopt(octets, upTo: next, base: base)
    return isComplete
  }

  /// Refuses a start line that has not ended within the limit of a whole head.
  func checkStartLine(_ octets: Span<UInt8>, _ limits: HTTPLimits) throws(HTTPError) {
    try check(octets.count, against: limits.head)
  }

  private func check(_ length: Int, against maximum: Int) throws(HTTPError) {
    guard length <= maximum else { throw HTTPError(status: 431, reason: "the head is too large") }
  }
}

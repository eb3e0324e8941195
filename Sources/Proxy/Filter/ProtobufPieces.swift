internal import JSON

/// A reader of bytes that come in pieces and make sense only in whole parts: fields or frames.
///
/// A part that lies in one piece is lent as it lies there; only one that is cut is put together.
protocol ProtobufPieces {
  /// The beginning of a part whose end is in a later piece.
  var held: [UInt8] { get set }

  /// How long the part is that begins here; nil when that takes more bytes to know.
  func measure(_ bytes: Span<UInt8>) throws(FilterError) -> Int?

  /// Takes a whole part.
  mutating func take(
    _ part: Span<UInt8>, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError)
}

extension ProtobufPieces {
  /// Takes the next piece.
  mutating func feed(
    _ piece: Span<UInt8>, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) {
    var offset = 0
    while offset < piece.count {
      let rest = piece.extracting(offset..<piece.count)
      guard held.isEmpty else {
        offset += try complete(with: rest, into: &output, keep: keep)
        continue
      }
      guard let length = try measure(rest), length <= rest.count else {
        rest.append(to: &held)
        return
      }
      try take(rest.extracting(0..<length), into: &output, keep: keep)
      offset += length
    }
  }

  /// Goes on with the part that is held; answers how many bytes that took.
  private mutating func complete(
    with rest: Span<UInt8>, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) -> Int {
    let length = try measure(held.span)
    let taken = min(rest.count, length.map { $0 - held.count } ?? 1)
    rest.extracting(0..<taken).append(to: &held)
    // The byte that tells the length can be the last one of the part.
    guard try measure(held.span) == held.count else { return taken }
    var part: [UInt8] = []
    swap(&part, &held)
    try take(part.span, into: &output, keep: keep)
    part.removeAll(keepingCapacity: true)
    held = part
    return taken
  }
}

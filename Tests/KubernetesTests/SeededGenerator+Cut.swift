import TestSupport

extension SeededGenerator {
  /// Cuts bytes at random places.
  mutating func cut(_ bytes: [UInt8], atMost size: Int) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...size, using: &self))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}

import TestSupport

/// Bytes that differ wherever they could be taken for others, made at the speed of a copy.
enum TestBytes {
  /// A prime number of bytes, so that no size of a buffer or a record divides it.
  private static let table: [UInt8] = {
    var generator = SeededGenerator(seed: 7)
    return (0..<65_521).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }()

  static func make(_ count: Int, from generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var start = Int.random(in: 0..<table.count, using: &generator)
    while bytes.count < count {
      let size = min(table.count - start, count - bytes.count)
      bytes += table[start..<(start + size)]
      start = 0
    }
    return bytes
  }
}

import TestSupport
import Testing
import Wire

@Suite struct GzipTests {
  @Test(arguments: [0, 1, 1_000, 300_000])
  func `what is compressed expands to the same`(_ count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...7, using: &random) }
    let compressed = try #require(Gzip.compressed(bytes))
    #expect(compressed.starts(with: [0x1F, 0x8B]))
    #expect(Gzip.expanded(compressed, maximum: max(1, count)) == bytes)
  }

  @Test func `what is larger than allowed, cut or no gzip does not expand`() throws {
    let bytes = [UInt8](repeating: 7, count: 1_000)
    let compressed = try #require(Gzip.compressed(bytes))
    #expect(Gzip.expanded(compressed, maximum: 999) == nil)
    #expect(Gzip.expanded(Array(compressed.dropLast(9)), maximum: 1_000) == nil)
    #expect(Gzip.expanded(bytes, maximum: 1_000) == nil)
  }
}

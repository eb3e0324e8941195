import TestSupport
import Kubernetes
import Testing

struct WatchLinesTests {
  @Test(arguments: 0..<20)
  func `finds the same lines however the bytes are cut`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = try Fixture.bytes("watch.namespaces.json")
    let expected = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    #expect(expected.count > 5)
    var lines = WatchLines()
    var found: [[UInt8]] = []
    for piece in generator.cut(bytes, atMost: seed == 0 ? 1 : 4_000) {
      lines.append(piece)
      while let line = try lines.next() { found.append(line) }
    }
    #expect(found == expected)
    #expect(!lines.isInsideLine)
  }

  @Test func `skips empty lines and knows when it is inside one`() throws {
    var lines = WatchLines()
    lines.append(Array("\n\r\n{}\r\n{".utf8))
    #expect(try lines.next() == Array("{}\r".utf8))
    #expect(try lines.next() == nil)
    #expect(lines.isInsideLine)
  }

  @Test func `refuses a line longer than the bound, whole or not`() throws {
    var whole = WatchLines(limit: 4)
    whole.append(Array("1234\n12345\n".utf8))
    #expect(try whole.next() == Array("1234".utf8))
    #expect(throws: APIError.self) { try whole.next() }
    var part = WatchLines(limit: 4)
    part.append(Array("1234".utf8))
    #expect(try part.next() == nil)
    part.append(Array("5".utf8))
    #expect(throws: APIError.self) { try part.next() }
  }
}

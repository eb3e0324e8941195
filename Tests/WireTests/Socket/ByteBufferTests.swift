import TestSupport
import Testing

@testable import Wire

struct ByteBufferTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `holds what an array would hold`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let buffer = ByteBuffer()
    var model: [UInt8] = []
    for step in 0..<2000 {
      switch Int.random(in: 0..<7, using: &generator) {
      case 0, 1:
        let bytes = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        buffer.append(bytes)
        model += bytes
      case 2, 3:
        let count = Int.random(in: 0...model.count, using: &generator)
        buffer.consume(count)
        model.removeFirst(count)
      case 4:
        let count = Int.random(in: 0...min(20, model.count), using: &generator)
        buffer.truncate(by: count)
        model.removeLast(count)
      case 5:
        buffer.reserve(Int.random(in: 0..<500, using: &generator))
      default:
        buffer.release()
      }
      #expect(buffer.bytes == model, "step \(step)")
      guard buffer.bytes == model else { return }
    }
  }

  @Test func `a chunk's size is written over its place`() {
    let buffer = ByteBuffer()
    buffer.append("head000000\r\nrest")
    buffer.consume(2)
    buffer.writeHexadecimal(0xab12, digits: 6, at: 2)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "ad00ab12\r\nrest")
  }
}

import TestSupport
import Testing

@testable import Wire

@Suite struct GzipStreamTests {
  private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...15, using: &random) }
  }

  private static func expand(
    _ parts: [ArraySlice<UInt8>], room: Int
  ) throws(GzipError) -> [UInt8] {
    var inflater = try Inflater()
    let piece = ByteBuffer()
    var output: [UInt8] = []
    for part in parts {
      let part = Array(part)
      var position = 0
      while true {
        try unsafe inflater.expand(part.span.bytes, from: &position, into: piece, room: room)
        guard !piece.isEmpty else { break }
        #expect(piece.count <= room)
        output += piece.bytes
        piece.clear()
      }
      #expect(position == part.count)
    }
    try inflater.finish()
    return output
  }

  @Test(arguments: [(0, 1), (1, 1), (77, 1), (9000, 7), (200_000, 4096), (200_000, 100_000)])
  func `what comes in parts expands to the same`(_ count: Int, _ part: Int) throws {
    let bytes = Self.bytes(count, seed: UInt64(count))
    let compressed = try #require(Gzip.compressed(bytes))
    let parts = stride(from: 0, to: compressed.count, by: part).map {
      compressed[$0..<min($0 + part, compressed.count)]
    }
    for room in [13, 65_536] { #expect(try Self.expand(parts, room: room) == bytes) }
  }

  @Test func `members one behind the other are one body`() throws {
    let one = try #require(Gzip.compressed(Self.bytes(500, seed: 1)))
    let two = try #require(Gzip.compressed(Self.bytes(9, seed: 2)))
    let both = one + two
    for cut in [0, 1, one.count - 1, one.count, one.count + 1, both.count] {
      #expect(
        try Self.expand([both[..<cut], both[cut...]], room: 64)
          == Self.bytes(500, seed: 1) + Self.bytes(9, seed: 2))
    }
  }

  @Test func `what ends early is an error wherever it ends`() throws {
    let compressed = try #require(Gzip.compressed(Self.bytes(300, seed: 3)))
    for count in 0..<compressed.count {
      #expect(throws: GzipError.truncated) {
        try Self.expand([compressed[..<count]], room: 1024)
      }
    }
  }

  @Test(arguments: [[0], [0x1F], [0x1F, 0x8B, 9], Array("trailing".utf8)] as [[UInt8]])
  func `what follows a member and is none is an error`(_ garbage: [UInt8]) throws {
    let compressed = try #require(Gzip.compressed([1, 2, 3]))
    #expect(throws: GzipError.self) { try Self.expand([(compressed + garbage)[...]], room: 64) }
    #expect(throws: GzipError.self) { try Self.expand([compressed[...], garbage[...]], room: 64) }
  }

  @Test func `a changed byte is an error`() throws {
    let compressed = try #require(Gzip.compressed(Self.bytes(300, seed: 4)))
    // Time, flags and system in the header say nothing of the body.
    for index in [0, 1, 2, 20, compressed.count - 8, compressed.count - 1] {
      var changed = compressed
      changed[index] ^= 0x11
      #expect(throws: GzipError.self) { try Self.expand([changed[...]], room: 1024) }
    }
  }

  @Test func `what was flushed can be read before anything follows`() throws {
    let deflater = try Deflater()
    var inflater = try Inflater()
    let piece = ByteBuffer()
    for text in ["first event\n", "second event\n"] {
      var compressed: [UInt8] = []
      try deflater.push(Array(text.utf8)[...], into: &compressed)
      try deflater.flush(into: &compressed)
      var position = 0
      try unsafe inflater.expand(compressed.span.bytes, from: &position, into: piece, room: 1024)
      #expect(piece.bytes == Array(text.utf8))
      piece.clear()
    }
    var rest: [UInt8] = []
    try deflater.finish(into: &rest)
    var position = 0
    try unsafe inflater.expand(rest.span.bytes, from: &position, into: piece, room: 1024)
    #expect(piece.isEmpty)
    try inflater.finish()
  }
}

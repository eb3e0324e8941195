import Testing

@testable import JSON

@Suite struct ItemScannerTests {
  /// What a scanner should find, found a byte at a time.
  private struct Model: Equatable {
    var end: Int?
    var marks: [[Int]] = []
    var failed = false

    init(_ bytes: [UInt8], shallow: Int, maximumDepth: Int) {
      var (depth, inside, escaped) = (0, false, false)
      for (place, byte) in bytes.enumerated() {
        if escaped {
          escaped = false
          // Only a quote or another backslash loses its meaning; a backslash outside a string is
          // not JSON anyway.
          if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { continue }
        }
        switch byte {
        case UInt8(ascii: "\\"): escaped = true
        case UInt8(ascii: "\""): inside.toggle()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard !inside else { continue }
          depth += 1
          failed = depth > maximumDepth
          if failed { return }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard !inside else { continue }
          depth -= 1
          if depth == 0 {
            end = place + 1
            return
          }
        case UInt8(ascii: ":"):
          if !inside, depth <= shallow { marks.append([place, depth]) }
        default: break
        }
      }
    }

    /// What the scanner finds when the bytes come in pieces.
    init(_ bytes: [UInt8], shallow: Int, maximumDepth: Int, cuts: [Int]) {
      var scanner = ItemScanner(
        shallow: shallow, maximumDepth: maximumDepth, maximumLength: .max)
      var start = 0
      for cut in cuts + [bytes.count] {
        let piece = Array(bytes[start..<cut])
        do {
          let taken = try unsafe piece.withUnsafeBufferPointer { try unsafe scanner.follow($0) }
          if let taken {
            end = start + taken
            break
          }
        } catch {
          failed = true
          return
        }
        start = cut
      }
      marks = scanner.marks.map { [Int($0.offset), Int($0.depth)] }
    }
  }

  @Test(arguments: [1, 2, 3])
  func `agrees with a walk byte for byte`(_ shallow: Int) throws {
    var random = RandomJSON(seed: 8)
    for _ in 0..<1_500 {
      var bytes = Array("{".utf8)
      let alphabet = Array(
        random.pick(["\\\"a", "{}[]:\"\\ax", "aaaaaaaa{:\"", "{{}}:  ", "\\\\\\\""]).utf8)
      for _ in 0..<random.number(0...300) { bytes.append(random.pick(alphabet)) }
      let cuts = random.cuts(bytes.count)
      let model = Model(bytes, shallow: shallow, maximumDepth: 20)
      let found = Model(bytes, shallow: shallow, maximumDepth: 20, cuts: cuts)
      try #require(found.end == model.end)
      try #require(found.failed == model.failed)
      if !model.failed { try #require(found.marks == model.marks) }
    }
  }

  @Test func `follows backslashes over the edges of blocks and pieces`() throws {
    for run in 0...5 {
      for lead in 50...70 {
        let text =
          "{\"" + String(repeating: "a", count: lead) + String(repeating: "\\", count: run) + "\"}"
        let bytes = Array((text + "\"}").utf8)
        let model = Model(bytes, shallow: 1, maximumDepth: 20)
        for cut in bytes.indices {
          #expect(Model(bytes, shallow: 1, maximumDepth: 20, cuts: [cut]) == model)
        }
      }
    }
  }
}

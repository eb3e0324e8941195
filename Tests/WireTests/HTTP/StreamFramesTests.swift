import Testing

@testable import Wire

/// Where an answer that streams may end.
@Suite struct StreamFramesTests {
  private static func passing(_ parts: [[UInt8]], _ form: StreamFrames.Form) -> [Bool] {
    var frames = StreamFrames(form)
    return parts.map { part in
      frames.pass(part.span)
      return frames.isWhole
    }
  }

  @Test func `lines end with their newline, however they are cut`() {
    let parts = ["{\"a\"", ":1}", "\n", "{}\n{}\n{", "", "}\n"].map { Array($0.utf8) }
    #expect(Self.passing(parts, .lines) == [false, false, true, false, false, true])
  }

  @Test func `messages end where their lengths say, however they are cut`() {
    let message: [UInt8] = [0, 0, 1, 2] + [UInt8](repeating: 10, count: 258)
    let empty: [UInt8] = [0, 0, 0, 0]
    let stream = message + empty + message
    let ends: Set = [message.count, message.count + 4, stream.count]
    #expect(Self.passing([stream, empty, message], .lengths) == [true, true, true])
    for size in [1, 3, 5, 100] {
      var frames = StreamFrames(.lengths)
      for start in stride(from: 0, to: stream.count, by: size) {
        let end = min(start + size, stream.count)
        frames.pass(Array(stream[start..<end]).span)
        #expect(frames.isWhole == ends.contains(end), "\(start)..<\(end)")
      }
    }
  }

  @Test func `before the first byte everything is whole`() {
    #expect(StreamFrames(.lines).isWhole && StreamFrames(.lengths).isWhole)
  }
}

@testable import Wire

/// One end of a tunnel as a test plays it.
final class TunnelEnd {
  let transport: Transport
  private let input: MessageInput
  private let output: MessageOutput
  private let buffer = ByteBuffer()
  private var held: [UInt8] = []
  /// Bytes that were written and taken.
  private(set) var written = 0

  init(_ input: MessageInput, _ output: MessageOutput) {
    transport = output.transport
    self.input = input
    self.output = output
  }

  /// Reads so many bytes; fewer at the end.
  func read(_ count: Int) async throws(WireError) -> [UInt8] {
    while held.count < count {
      let progress = try input.gather(into: buffer, upTo: 64 * 1024)
      buffer.append(to: &held)
      buffer.clear()
      if progress == .ended { break }
      if progress == .blocked, held.count < count {
        try await input.waitForBytes(by: .after(.seconds(30)))
      }
      await transport.loop.yield()
    }
    let taken = Array(held.prefix(count))
    held.removeFirst(taken.count)
    return taken
  }

  func readText(_ count: Int) async throws(WireError) -> String {
    String(decoding: try await read(count), as: UTF8.self)
  }

  /// Reads to the end.
  func rest() async throws(WireError) -> [UInt8] { try await read(.max) }

  func write(_ text: String) async throws(WireError) { try await write(Array(text.utf8)[...]) }

  func write(_ bytes: ArraySlice<UInt8>) async throws(WireError) {
    output.buffer.append(bytes)
    try await output.flush(by: .after(.seconds(30)))
    written += bytes.count
  }

  /// Says that nothing more will be written.
  func endWriting() async throws(WireError) {
    try await transport.endWriting(by: .after(.seconds(30)))
  }

  /// Says so without the goodbye of TLS, and resets.
  func reset() { transport.abort() }

  func close() { transport.close() }
}

/// The sending half of an HTTP connection: what is appended is gathered and leaves in one write.
package final class MessageOutput {
  /// Payload gathered before a write: four TLS records.
  package static let mark = 64 * 1024

  /// Bytes of a chunk's size line as written here: six digits and CRLF.
  private static let sizeLine = 8

  let transport: Transport
  let buffer: ByteBuffer
  /// Bytes sent since ``beginCount()``, heads and the framing of bodies included.
  private(set) var sentBytes: UInt64 = 0
  /// When the first of them left, in nanoseconds of the monotonic clock; 0 before.
  private(set) var firstSent: UInt64 = 0

  init(_ transport: Transport) {
    self.transport = transport
    buffer = ByteBuffer(transport.loop)
  }

  /// Begins to count anew.
  func beginCount() {
    sentBytes = 0
    firstSent = 0
  }

  /// Bytes of memory held.
  var capacity: Int { buffer.capacity }

  func append(_ head: RequestHead) {
    transport.loop.withHeadBytes { bytes in
      head.serialise(into: &bytes)
      buffer.append(bytes)
    }
  }

  func append(_ head: ResponseHead) {
    transport.loop.withHeadBytes { bytes in
      head.serialise(into: &bytes)
      buffer.append(bytes)
    }
  }

  /// Appends payload by `fill`, framed as a chunk when `isChunked`.
  ///
  /// Nothing filled, nothing framed.
  func appendPayload<Value>(
    chunked isChunked: Bool, _ fill: (ByteBuffer) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    guard isChunked else { return try fill(buffer) }
    buffer.append("000000\r\n")
    let start = buffer.count
    let value: Value
    do throws(WireError) {
      value = try fill(buffer)
    } catch {
      // Six zeros would read as the last chunk.
      buffer.truncate(by: buffer.count - start + Self.sizeLine)
      throw error
    }
    let count = buffer.count - start
    if count == 0 {
      buffer.truncate(by: Self.sizeLine)
    } else {
      buffer.writeHexadecimal(count, digits: 6, at: start - Self.sizeLine)
      buffer.append("\r\n")
    }
    return value
  }

  /// Appends the last chunk and the trailers.
  func appendEnd(trailers: Fields) {
    transport.loop.withHeadBytes { bytes in
      ChunkedEncoder.finish(trailers: trailers, into: &bytes)
      buffer.append(bytes)
    }
  }

  /// Forgets what was gathered and gives the memory back.
  func discard() {
    buffer.clear()
    buffer.release()
  }

  /// Sends everything that was gathered and gives the memory back.
  func flush(by deadline: Deadline) async throws(WireError) {
    guard !buffer.isEmpty else { return buffer.release() }
    if firstSent == 0 { firstSent = SystemClock.monotonicNanoseconds }
    try await unsafe transport.write(buffer.readable, by: deadline)
    sentBytes += UInt64(buffer.count)
    buffer.clear()
    buffer.release()
  }
}

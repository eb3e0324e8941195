/// The server's end of a WebSocket that only speaks, and listens no further than it must.
package final class WebSocket {
  private let connection: ServerConnection
  private var reader = WebSocketReader()
  private let incoming = ByteBuffer()
  /// Whether the client ended it, or broke the protocol: nothing more is to be sent.
  package private(set) var isClosed = false

  /// Takes over a connection with the answer to its client's handshake.
  package init(_ handshake: WebSocketHandshake, on connection: ServerConnection) throws(HTTPError) {
    self.connection = connection
    connection.change(protocols: try handshake.answer())
  }

  /// Gathers a message in one frame.
  package func append(
    _ opcode: WebSocketFrame.Opcode, _ message: ArraySlice<UInt8>
  ) throws(WireError) {
    guard !isClosed else { return }
    var frame: [UInt8] = []
    frame.reserveCapacity(message.count + 10)
    WebSocketFrame.append(opcode, message, into: &frame)
    try connection.append(frame)
  }

  /// Sends what was gathered.
  package func flush() async throws(WireError) { try await connection.flush() }

  /// Reads what the client sent by now, and answers pings and a close.
  package func receive() async throws(WireError) {
    while !isClosed {
      let progress = try connection.input.gather(into: incoming, upTo: 4096)
      let bytes = incoming.bytes
      incoming.clear()
      do throws(WebSocketError) {
        try take(bytes)
      } catch {
        try close(error.code)
      }
      try await connection.flush()
      switch progress {
      case .ended: isClosed = true
      case .blocked: return incoming.release()
      case .more: await connection.transport.loop.yield()
      }
    }
  }

  /// Says goodbye; the connection is to be closed after what was gathered was sent.
  package func close(_ code: UInt16 = 1000) throws(WireError) {
    guard !isClosed else { return }
    var frame: [UInt8] = []
    WebSocketFrame.appendClose(code, into: &frame)
    try connection.append(frame)
    isClosed = true
  }

  private func take(_ bytes: [UInt8]) throws(WebSocketError) {
    var position = 0
    while !isClosed, let event = try reader.next(bytes, from: &position) {
      do throws(WireError) {
        switch event {
        case .ping(let payload): try append(.pong, payload[...])
        case .close(let code): try close(code ?? 1000)
        case .other: break
        }
      } catch {
        isClosed = true
      }
    }
  }
}

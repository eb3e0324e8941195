internal import Wire

/// Where the events of a watch go: into the chunks of an answer, or into messages of a WebSocket.
struct WatchOutlet {
  let connection: ServerConnection
  let socket: WebSocket?
  let encoding: AnswerShape.Encoding

  /// Bytes of the length that stands before an event in protobuf; a message needs none.
  private static let lengthPrefix = 4

  /// Sends whole events.
  func send(_ events: [UInt8]) async throws(ExchangeError) {
    guard !events.isEmpty else { return }
    do throws(WireError) {
      guard let socket else {
        try connection.append(events)
        return try await connection.flush()
      }
      // One message an event, of text for JSON, as in the API server (handlers/watch.go, HandleWS).
      var rest = events[...]
      while !rest.isEmpty {
        switch encoding {
        case .json:
          let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex - 1
          try socket.append(.text, rest[...end])
          rest = rest[(end + 1)...]
        case .protobuf:
          let length = rest.prefix(Self.lengthPrefix).reduce(0) { $0 << 8 | Int($1) }
          let event = rest.dropFirst(Self.lengthPrefix).prefix(length)
          try socket.append(.binary, event)
          rest = rest[event.endIndex...]
        }
      }
      try await socket.flush()
    } catch {
      throw .client(error)
    }
  }

  /// Looks at what the client said on a WebSocket; false when it wants no more events.
  func isWanted() async throws(ExchangeError) -> Bool {
    guard let socket else { return true }
    do throws(WireError) { try await socket.receive() } catch { throw .client(error) }
    return !socket.isClosed
  }

  /// Ends the answer.
  func end() async throws(ExchangeError) {
    do throws(WireError) {
      guard let socket else { return try await connection.end() }
      try socket.close()
      try await socket.flush()
    } catch {
      throw .client(error)
    }
  }

  /// Sends what was gathered.
  func flush() async throws(ExchangeError) {
    do throws(WireError) { try await connection.flush() } catch { throw .client(error) }
  }
}

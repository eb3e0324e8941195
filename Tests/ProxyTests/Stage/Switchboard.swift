import Synchronization
import TestSupport

@testable import Wire

/// An upstream that answers a request as it is told, and keeps every byte that comes behind it.
final class Switchboard: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var hasEnded = false
    var head: RequestHead?
  }

  private let state = Mutex(State())

  /// What came behind the request.
  var heard: String { String(decoding: state.withLock(\.bytes), as: UTF8.self) }

  /// The head of the request.
  var head: RequestHead? { state.withLock(\.head) }

  /// Whether the connection came to its end.
  var hasEnded: Bool { state.withLock(\.hasEnded) }

  /// What an upstream says when it changes protocols.
  static func change(to upgrade: String, _ more: String = "") -> String {
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: \(upgrade)\r\n\(more)\r\n"
  }

  /// Answers with these bytes, and then listens until the connection ends.
  ///
  /// - Parameters:
  ///   - echoes: sends back what comes.
  ///   - hangsUp: ends its own side behind the answer.
  ///   - mark: what has to come before `more` is said.
  func answer(
    _ bytes: String, at mark: String? = nil, _ more: String = "", echoes: Bool = false,
    hangsUp: Bool = false
  ) -> TestServer.Answer {
    @Sendable func takeOver(_ connection: ServerConnection) async throws(WireError) {
      defer { state.withLock { $0.hasEnded = true } }
      try await connection.send(unframed: Array(bytes.utf8))
      if hangsUp { try await connection.transport.endWriting(by: .after(.seconds(20))) }
      try await listen(to: connection, mark, more, echoes)
    }
    var answer = TestServer.Answer()
    answer.takeOver = takeOver
    return answer
  }

  private func listen(
    to connection: ServerConnection, _ mark: String?, _ more: String, _ echoes: Bool
  ) async throws(WireError) {
    state.withLock { $0.head = connection.request }
    connection.input.begin(.untilClose, .request)
    let buffer = ByteBuffer()
    var mark = mark
    while true {
      let progress = try connection.input.gather(into: buffer, upTo: 65_536)
      state.withLock { $0.bytes += buffer.bytes }
      if echoes { try await connection.send(unframed: buffer.bytes) }
      buffer.clear()
      if let awaited = mark, heard.hasSuffix(awaited) {
        mark = nil
        try await connection.send(unframed: Array(more.utf8))
      }
      switch progress {
      case .ended: return
      case .blocked: try await connection.input.waitForBytes(by: .after(.seconds(60)))
      case .more: await connection.transport.loop.yield()
      }
    }
  }

  /// Waits until so much was heard.
  func hears(_ text: String, on loop: EventLoop) async -> Bool {
    let deadline = Deadline.after(.seconds(20))
    while !heard.hasSuffix(text), .now < deadline { await loop.yield() }
    return heard.hasSuffix(text)
  }

  /// Waits until the connection has ended.
  func ends(on loop: EventLoop) async -> Bool {
    let deadline = Deadline.after(.seconds(20))
    while !hasEnded, .now < deadline { await loop.yield() }
    return hasEnded
  }
}

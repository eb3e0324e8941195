import Synchronization

@testable import Wire

/// What the stage's proxy shows and whom it trusts, which a test changes as a reload does.
final class StageTLS: Sendable {
  private let current: Mutex<TLSContext>

  init(_ context: TLSContext) { current = Mutex(context) }

  var context: TLSContext { current.withLock { $0 } }

  /// Puts another context in the place of the present one.
  func replace(_ context: TLSContext) { current.withLock { $0 = context } }
}

extension Stage {
  /// A new connection by a context of the test's own, which keeps its sessions.
  func connect(by context: TLSContext?) async throws(WireError) -> ClientConnection {
    try await ClientConnection.connect(
      to: Endpoint(host: "127.0.0.1", port: port), tls: context, loop: loops.first,
      timeouts: HTTPTimeouts())
  }

  /// Sends text as it is.
  func send(_ text: String, to client: ClientConnection) async throws(WireError) {
    client.output.buffer.append(Array(text.utf8))
    try await client.flush()
  }

  /// The bytes that come until the proxy closes.
  func everything(on client: ClientConnection) async -> [UInt8] {
    client.input.begin(.untilClose, .response)
    let buffer = ByteBuffer()
    do throws(WireError) {
      while try client.input.gather(into: buffer, upTo: .max) != .ended {
        try await client.input.waitForBytes(by: .after(.seconds(20)))
      }
    } catch {}
    return buffer.bytes
  }

  /// Does something again and again until a condition holds; false when it never came to that.
  func wait(
    until condition: () -> Bool, meanwhile body: () async throws -> Void
  ) async throws -> Bool {
    let deadline = Deadline.after(.seconds(40))
    while !condition() {
      guard Deadline.now < deadline else { return false }
      try await body()
      try await loops.first.sleep(until: .after(.milliseconds(5)))
    }
    return true
  }
}

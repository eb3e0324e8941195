import JSON
import Kubernetes
import Synchronization
import Testing
import Wire

/// A server that drops every second request of a connection without an answer.
@Suite(.timeLimit(.minutes(5)))
struct StaleConnectionTests {
  /// The targets that arrived.
  private final class Seen: Sendable {
    private let state = Mutex<[String]>([])

    var targets: [String] { state.withLock { $0 } }

    func note(_ target: String) { state.withLock { $0.append(target) } }
  }

  private static func run<Value: Sendable>(
    _ body: @escaping @Sendable (APIClient<PoolTransport>) async -> Value
  ) async throws -> (value: Value, targets: [String]) {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let seen = Seen()
    let value = await loops.run { () -> Value? in
      guard let listener = try? await Listener(host: "127.0.0.1", port: 0, loop: loops.first)
      else { return nil }
      let pool = ClientPool(
        endpoint: Endpoint(host: "127.0.0.1", port: listener.address.port), tls: nil,
        loop: loops.first)
      defer { pool.close() }
      let client = APIClient(
        transport: PoolTransport(pool: pool), basePath: "", token: nil, version: "1",
        pace: .continuous())
      return await withTaskGroup { group in
        group.addTask(executorPreference: loops.first) { () -> Value? in
          let server = HTTPServer(loops: loops) { nil }
          await server.run(listener, refused: { _, _ in }) { await serve($0, seen) }
          return nil
        }
        group.addTask(executorPreference: loops.first) { await body(client) }
        var value: Value?
        while let next = await group.next() {
          guard let next else { continue }
          value = next
          group.cancelAll()
        }
        return value
      }
    }
    return (try #require(value), seen.targets)
  }

  private static func serve(_ connection: ServerConnection, _ seen: Seen) async {
    for number in 0..<2 {
      guard (try? await connection.nextRequest()) == true else { return }
      _ = try? await connection.readBody(maximum: 1 << 10)
      seen.note(connection.request.target)
      var head = ResponseHead(status: 200)
      head.fields.append("Content-Type", literal: "application/json")
      if number == 0 { try? await connection.answer(head, body: Array("{}".utf8)) }
    }
  }

  @Test func `a request that may be repeated is asked again on a new connection`() async throws {
    let result = try await Self.run { client in
      var answers = 0
      for path in ["/1", "/2"] where (try? await client.get(path)) != nil { answers += 1 }
      return answers
    }
    #expect(result.value == 2)
    #expect(result.targets == ["/1", "/2", "/2"])
  }

  @Test func `a creation is never sent twice`() async throws {
    let result = try await Self.run { client in
      _ = try? await client.get("/1")
      return (try? await client.create([:], at: "/objects")) != nil
    }
    #expect(!result.value)
    #expect(result.targets == ["/1", "/objects"])
  }
}

import JSON
import Kubernetes
import TestSupport
import Testing
import Wire

/// The client over real sockets and TLS.
@Suite(.timeLimit(.minutes(5)))
struct PoolTransportTests {
  /// Runs `body` with a client of a server that answers by `answer`.
  private static func run<Value: Sendable>(
    answer: @escaping @Sendable (TestServer.Received) -> TestServer.Answer,
    _ body: @escaping @Sendable (APIClient<PoolTransport>) async throws -> Value
  ) async throws -> (value: Value, received: [TestServer.Received]) {
    let authority = try TestAuthority()
    let proof = try authority.client("bailiwick", groups: ["system:bailiwick"])
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    return try await TestServer.run(
      loops: loops, tls: try authority.serverContext(clients: authority), answer: answer
    ) { server in
      let access = ClusterAccess(
        origin: "a test", server: ServerAddress(host: "127.0.0.1", port: server.port),
        certificateAuthority: try authority.authority.certificatePEM,
        credential: ClusterAccess.Credential(
          certificate: ClientCertificate(chain: proof.certificateChain, key: proof.privateKey)))
      let pool = ClientPool(
        endpoint: access.endpoint, tls: try access.tlsContext(presentsCertificate: true),
        loop: loops.first)
      defer { pool.close() }
      let client = APIClient(
        transport: PoolTransport(pool: pool), basePath: "", token: nil, version: "1",
        pace: .continuous())
      return (try await body(client), server.received)
    }
  }

  @Test func `asks as the program, on one connection after another`() async throws {
    let result = try await Self.run { received in
      TestServer.Answer(status: received.head.method == "POST" ? 201 : 200, "{\"a\":1}")
    } _: { client in
      _ = try await client.create(["b": 2], at: "/reviews")
      return try await client.get("/version")
    }
    #expect(result.value == ["a": 1])
    #expect(result.received.map(\.target) == ["/reviews", "/version"])
    #expect(result.received[0].text == "{\"b\":2}")
    for request in result.received {
      #expect(request.commonNames == ["bailiwick"])
      #expect(request.values("User-Agent") == ["bailiwick/1"])
      #expect(request.values("Accept") == ["application/json"])
      #expect(request.values("Host").count == 1)
      #expect(request.values("Authorization").isEmpty)
    }
  }

  @Test func `a server that breaks off, refuses or is late is an error`() async throws {
    let result = try await Self.run { received in
      var answer = TestServer.Answer(status: received.target == "/busy" ? 429 : 200, "{}")
      answer.breaksOff = received.target == "/half"
      if received.target == "/busy" { answer.fields.append(("Retry-After", "1")) }
      if received.target == "/late" { answer.delay = .milliseconds(500) }
      return answer
    } _: { client in
      var errors: [APIError] = []
      for path in ["/half", "/busy", "/late"] {
        do throws(APIError) {
          _ = try await client.get(path, within: .milliseconds(200))
        } catch { errors.append(error) }
      }
      return errors
    }
    #expect(result.value.count == 3)
    guard case .unreachable = result.value.first else {
      Issue.record("\(result.value)")
      return
    }
    #expect(
      result.value.dropFirst() == [
        .refused(APIError.Refusal(code: 429, retryAfter: .seconds(1))), .timedOut,
      ])
  }

  @Test func `an authority that did not sign the server is no way to it`() async throws {
    let (authority, other) = (try TestAuthority(), try TestAuthority("other"))
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let failure = try await TestServer.run(
      loops: loops, tls: try authority.serverContext(), answer: { _ in TestServer.Answer() }
    ) { server in
      let access = ClusterAccess(
        origin: "a test", server: ServerAddress(host: "127.0.0.1", port: server.port),
        certificateAuthority: try other.authority.certificatePEM)
      let pool = ClientPool(
        endpoint: access.endpoint, tls: try access.tlsContext(presentsCertificate: false),
        loop: loops.first)
      let client = APIClient(
        transport: PoolTransport(pool: pool), basePath: "", token: nil, version: "1",
        pace: .continuous())
      return await client.review(token: "t")
    }
    guard case .failed(.unreachable) = failure else {
      Issue.record("\(failure)")
      return
    }
  }

  @Test func `a reflector follows a server over chunks until it is cancelled`() async throws {
    let list = try Fixture.bytes("namespaces.list.json")
    let watch = try Fixture.bytes("watch.namespaces.from-rv.bookmarks.json")
    let result = try await Self.run { received in
      var answer = TestServer.Answer()
      var generator = SeededGenerator(seed: 1)
      if received.target.contains("watch=true") {
        answer.chunks =
          received.target.contains("resourceVersion=370")
          ? [] : generator.cut(watch, atMost: 900)
        answer.delay = answer.chunks == [] ? .seconds(30) : .zero
      } else {
        answer.chunks = generator.cut(list, atMost: 900)
      }
      return answer
    } _: { client in
      let store = Store<NamespaceRecord>()
      let loop = try #require(EventLoop.current)
      await withTaskGroup { group in
        group.addTask(executorPreference: loop) {
          let reflector = Reflector<NamespaceRecord, PoolTransport>(
            client: client, collection: APICollection(version: "v1", resource: "namespaces"),
            pace: .continuous())
          await reflector.run(into: store.writer()) { _ in }
        }
        group.addTask(executorPreference: loop) {
          while store.resourceVersion != "370" { await loop.yield() }
        }
        _ = await group.next()
        group.cancelAll()
      }
      return store.snapshot.keys.map(\.name).sorted()
    }
    #expect(result.value.contains("oil-production") && !result.value.contains("watch-demo"))
    #expect(result.received.count >= 2)
  }
}

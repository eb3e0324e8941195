import JSON
import Kubernetes
import KubernetesAPI
import Synchronization
import Testing
import Wire

@testable import Proxy

@Suite struct `The keys of page tokens` {
  /// A replica of the program.
  private struct Replica {
    let keys: PageKeys
    let log = LogCapture()
    let seal: PageSeal

    init(
      _ server: SecretServer?, at now: @escaping @Sendable () -> Int64 = { 1_000 },
      patience: Duration = .seconds(600)
    ) throws {
      let store = server.map { server in
        PageKeyStore(namespace: "bailiwick-system") {
          APIClient(
            transport: server, basePath: "", token: nil, version: "1", pace: .continuous())
        }
      }
      keys = try PageKeys(store: store, logger: log.logger, now: now, patience: patience)
      seal = PageSeal(keys)
    }

    /// One round of `run`.
    func step() async {
      let pace = Pace(
        now: { .zero }, sleep: { _ throws(CancellationError) in throw CancellationError() })
      await keys.run(pace: pace)
    }
  }

  private static let token = PageToken(resourceVersion: "1", upstreamToken: "", lastName: "a")
  private static let scope = PageScope(
    user: UserInfo(username: "alice"), resource: GroupResource(group: "", resource: "nodes"),
    path: "/api/v1/nodes", query: Query())

  @Test func `are made by whoever comes first and shared by all`() async throws {
    let server = SecretServer()
    let (one, two) = (try Replica(server), try Replica(server))
    await one.step()
    await two.step()
    #expect(server.requests == ["GET", "POST", "GET"])
    let text = try one.seal.seal(Self.token, for: Self.scope)
    #expect(await two.seal.open(text, for: Self.scope) == Self.token)
    #expect(server.secret?["metadata"]?["namespace"] == "bailiwick-system")
    #expect(server.secret?["type"] == "Opaque")
  }

  @Test func `are the other's when two came first`() async throws {
    let server = SecretServer()
    let (one, two) = (try Replica(server), try Replica(server))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await one.step() }
      group.addTask { await two.step() }
    }
    let text = try one.seal.seal(Self.token, for: Self.scope)
    #expect(await two.seal.open(text, for: Self.scope) == Self.token)
  }

  @Test func `are looked for when a token does not open, once in a while`() async throws {
    let server = SecretServer()
    let (one, two) = (try Replica(server), try Replica(server))
    await one.step()
    let text = try one.seal.seal(Self.token, for: Self.scope)
    #expect(await two.seal.open(text, for: Self.scope) == Self.token)
    let asked = server.requests.count
    let stranger = try Replica(nil)
    for _ in 0..<20 {
      let unknown = try stranger.seal.seal(Self.token, for: Self.scope)
      #expect(await two.seal.open(unknown, for: Self.scope) == nil)
    }
    #expect(server.requests.count == asked)
  }

  @Test func `seal at once, and what was sealed before the Secret was read still opens`()
    async throws
  {
    let server = SecretServer()
    let (one, two) = (try Replica(server), try Replica(server))
    await one.step()
    let early = try two.seal.seal(Self.token, for: Self.scope)
    await two.step()
    #expect(two.keys.current == one.keys.current)
    #expect(await two.seal.open(early, for: Self.scope) == Self.token)
  }

  @Test func `change after a day, and the one before still opens`() async throws {
    let server = SecretServer()
    let one = try Replica(server)
    await one.step()
    let first = one.keys.current
    let text = try one.seal.seal(Self.token, for: Self.scope)
    let later = try Replica(server, at: { 1_000 + 86_399 })
    await later.step()
    #expect(later.keys.current == first)
    let next = try Replica(server, at: { 1_000 + 86_400 })
    await next.step()
    #expect(next.keys.current != first)
    #expect(await next.seal.open(text, for: Self.scope) == Self.token)
    let last = try Replica(server, at: { 1_000 + 2 * 86_400 })
    await last.step()
    #expect(await last.seal.open(text, for: Self.scope) == nil)
    #expect(server.requests.filter { $0 == "PUT" }.count == 2)
  }

  @Test func `are turned once by replicas that all find them due`() async throws {
    let server = SecretServer()
    await (try Replica(server)).step()
    let replicas = try (0..<4).map { _ in try Replica(server, at: { 100_000 }) }
    for replica in replicas { await replica.step() }
    #expect(server.requests.filter { $0 == "PUT" }.count == 1)
    #expect(replicas.allSatisfy { $0.keys.current == replicas[0].keys.current })
  }

  @Test(arguments: [SecretServer.Mood.forbidden, .away])
  func `are this process's own where the Secret cannot be had, which is said once`(
    _ mood: SecretServer.Mood
  ) async throws {
    let server = SecretServer()
    server.feel(mood)
    let replica = try Replica(server, patience: .zero)
    await replica.step()
    await replica.step()
    #expect(server.requests.count == 2)
    let text = try replica.seal.seal(Self.token, for: Self.scope)
    #expect(await replica.seal.open(text, for: Self.scope) == Self.token)
    #expect(replica.log.text.split(separator: "\n").count == 1, "\(replica.log.text)")
  }

  @Test func `are never written over a Secret of somebody else`() async throws {
    let server = SecretServer()
    let theirs: JSONValue = ["kind": "Secret", "metadata": [:], "data": ["password": "eA=="]]
    server.set(theirs)
    let before = server.secret
    let replica = try Replica(server)
    await replica.step()
    #expect(server.secret == before)
    #expect(server.requests == ["GET"])
    let text = try replica.seal.seal(Self.token, for: Self.scope)
    #expect(await replica.seal.open(text, for: Self.scope) == Self.token)
  }

  @Test func `stand in the log in no form`() async throws {
    let server = SecretServer()
    let replica = try Replica(server)
    await replica.step()
    let key = replica.keys.current
    for text in [Base64.encode(key.bytes), Hex.encode(key.bytes), Hex.encode(key.id)] {
      #expect(!replica.log.text.contains(text))
    }
  }

  @Test func `are read from the Secret only as they were written`() throws {
    let key = try #require(PageKey.random())
    let other = try #require(PageKey.random())
    let ring = PageKeyRing(current: key, previous: other, made: 7, resourceVersion: "3")
    var secret = ring.secret(in: "n")
    #expect(PageKeyRing(secret: secret) == ring)
    for (member, value) in [
      ("current", "AAAA"), ("current", "?"), ("previous", "AAAA"), ("made", "eA=="), ("made", ""),
    ] {
      var broken = secret
      broken["data"]?[member] = .string(value)
      #expect(PageKeyRing(secret: broken) == nil, "\(member)")
    }
    secret["data"] = nil
    #expect(PageKeyRing(secret: secret) == nil)
  }
}

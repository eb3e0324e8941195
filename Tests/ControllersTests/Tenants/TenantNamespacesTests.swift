import Controllers
import JSON
import Kubernetes
import KubernetesAPI
import Ownership
import Synchronization
import Testing
import Wire

@Suite("What the program does when an owner makes a namespace", .timeLimit(.minutes(5)))
struct TenantNamespacesTests {
  private static let alice = UserInfo(username: "alice")
  private static let owned: JSONValue = ["owners": [["kind": "User", "name": "alice"]]]

  private static func limited(_ quota: Int) -> JSONValue {
    var spec = owned
    spec["namespaceOptions"] = ["quota": .int(quota)]
    return spec
  }

  /// One replica of the program.
  private static func replica(
    _ server: TenantServer, reports: LogOfReports = LogOfReports(),
    at now: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: 1_700_000_000) }
  ) -> TenantNamespaces<TenantServer> {
    // Its time stands still, so that a machine that is busy makes nobody impatient.
    let pace = Pace(now: { .zero }, sleep: { _ in await Task.yield() })
    return TenantNamespaces(
      client: {
        APIClient(transport: server, basePath: "", token: nil, version: "1", pace: pace)
      }, pace: pace, now: now, report: { reports.add($0) })
  }

  /// What is told to an administrator.
  private final class LogOfReports: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func add(_ text: String) { kept.withLock { $0.append(text) } }
  }

  private static func names(_ server: TenantServer) -> [String] {
    (server.tenant["status", "reservations"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test func `holds a place and gives it back`() async throws {
    let server = TenantServer(spec: Self.limited(2), status: ["state": "Active"])
    let replica = Self.replica(server)
    let terms = try await replica.reserve("oil-a", for: "oil", asDryRun: false) { _ in nil }
    #expect(terms.uid == "t-oil")
    #expect(Self.names(server) == ["oil-a"])
    #expect(server.tenant["status", "state"] == "Active")
    await replica.release("oil-a", of: "oil")
    #expect(Self.names(server) == [])
    await replica.release("oil-a", of: "oil")
    #expect(server.conflicts == 0)
  }

  @Test func `writes nothing without a quota, in a dry run, or against the judge`() async throws {
    let unlimited = TenantServer(spec: Self.owned)
    _ = try await Self.replica(unlimited).reserve("oil-a", for: "oil", asDryRun: false) { _ in nil }
    let dry = TenantServer(spec: Self.limited(1))
    _ = try await Self.replica(dry).reserve("oil-a", for: "oil", asDryRun: true) { _ in nil }
    let judged = TenantServer(spec: Self.limited(1))
    await #expect(throws: Status.self) {
      _ = try await Self.replica(judged).reserve("oil-a", for: "oil", asDryRun: false) { _ in
        .badRequest("no")
      }
    }
    for server in [unlimited, dry, judged] {
      #expect(server.tenant["status", "reservations"] == nil)
    }
  }

  @Test(
    arguments: [
      // What is the tenant's by label and owner, by its status, or by a place that is held.
      (["oil-a", "oil-b"], [], [], false), (["oil-a"], ["oil-b"], [], false),
      (["oil-a"], [], ["oil-b"], false), ([], ["oil-a", "oil-b"], [], false),
      // Each name counts once, and the one that is wanted does not.
      (["oil-a"], ["oil-a"], ["oil-a"], true), (["oil-a", "oil-x"], [], [], true),
      (["oil-a"], [], ["oil-x"], true), ([], [], [], true),
    ] as [([String], [String], [String], Bool)])
  func `counts what there is and what is about to be`(
    _ made: [String], _ told: [String], _ held: [String], _ isPlace: Bool
  ) async throws {
    let time = Timestamp(seconds: 1_700_000_000).rfc3339()
    let server = TenantServer(
      spec: Self.limited(2),
      status: [
        "namespaces": .strings(told),
        "reservations": .array(held.map { ["name": .string($0), "time": .string(time)] }),
      ])
    for name in made { server.make(name) }
    // The label alone makes a namespace nobody's.
    server.make("oil-foreign", owner: "t-old")
    do throws(Status) {
      _ = try await Self.replica(server).reserve("oil-x", for: "oil", asDryRun: false) { _ in nil }
      #expect(isPlace)
    } catch {
      #expect(!isPlace)
      #expect(error.code == 403)
      #expect(error.message.contains("exceeded quota: the tenant oil has 2 of 2 namespaces"))
    }
  }

  @Test func `an old place counts no more and is dropped`() async throws {
    let server = TenantServer(
      spec: Self.limited(1),
      status: ["reservations": [["name": "lost", "time": "2020-01-01T00:00:00Z"]]])
    _ = try await Self.replica(server).reserve("oil-a", for: "oil", asDryRun: false) { _ in nil }
    #expect(Self.names(server) == ["oil-a"])
  }

  /// Threat 25a.
  @Test func `replicas together never exceed the quota`() async throws {
    let server = TenantServer(spec: Self.limited(5))
    let replicas = [Self.replica(server), Self.replica(server), Self.replica(server)]
    let made = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<30 {
        group.addTask {
          let (name, replica) = ("oil-\(number)", replicas[number % 3])
          do throws(Status) {
            _ = try await replica.reserve(name, for: "oil", asDryRun: false) { _ in nil }
          } catch {
            #expect([403, 429].contains(error.code), "\(error)")
            return false
          }
          server.make(name)
          await replica.release(name, of: "oil")
          return true
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(made == 5)
    #expect(Self.names(server) == [])
  }

  @Test func `makes the role bindings once, and waits until they count`() async throws {
    let server = TenantServer(spec: Self.owned, denials: 3)
    let terms = try NamespaceTerms(server.tenant)
    let replica = Self.replica(server)
    #expect(await replica.bind("oil-a", of: terms, for: Self.alice))
    #expect(server.bindings.count == 1)
    #expect(server.bindings[0]["metadata", "namespace"] == "oil-a")
    #expect(server.reviews == 4)
    // What another made meanwhile is as good.
    #expect(await replica.bind("oil-a", of: terms, for: Self.alice))
    #expect(server.bindings.count == 1)
  }

  @Test func `says to an administrator what it may not do, and to the caller that it is not`()
    async throws
  {
    let (server, reports) = (TenantServer(spec: Self.limited(1)), LogOfReports())
    let replica = Self.replica(server, reports: reports)
    let terms = try NamespaceTerms(server.tenant)
    server.refuse("PATCH /apis/rbac", 403)
    #expect(await replica.bind("oil-a", of: terms, for: Self.alice) == false)
    #expect(server.reviews == 0)
    server.refuse("PUT ", 403)
    do throws(Status) {
      _ = try await replica.reserve("oil-a", for: "oil", asDryRun: false) { _ in nil }
      Issue.record("a place was held")
    } catch {
      #expect(error.code == 503)
    }
    #expect(reports.all.count == 2)
  }

  @Test func `a tenant that is gone lets nothing be made`() async throws {
    let server = TenantServer(spec: Self.owned)
    do throws(Status) {
      _ = try await Self.replica(server).reserve("gas-a", for: "gas", asDryRun: false) { _ in nil }
      Issue.record("a place was held")
    } catch {
      #expect(error.code == 403)
    }
  }
}

import JSON
import Kubernetes
import KubernetesAPI
import Logging
import Ownership
import Sandbox
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Controllers

/// An API server in this process, and the controllers before it.
final class StagedCluster: Sendable {
  let sandbox: Sandbox
  /// Asks as an administrator, and nothing goes wrong.
  let admin: APIClient<AnyTransport>
  /// What stands between the controllers and the API server.
  let faults: FaultyTransport
  /// Which rights the controllers used.
  let ledger: RightsLedger<FaultyTransport>
  /// Whether anybody may write.
  let leads = Mutex(true)
  /// Which replica may write.
  let leader = Mutex(0)
  /// What the proxy was told.
  let claims = Mutex<[NamespaceClaim.Source: NamespaceClaim]>([:])

  private static let token = "administrator"

  /// A cluster with the definitions of every system.
  ///
  /// - Parameters:
  ///   - seed: of what goes wrong.
  ///   - share: how many of the controllers' requests go wrong, of 1.
  ///   - disturbsDeletions: whether each meets a conflict once.
  init(seed: UInt64 = 0, faults share: Double = 0, disturbsDeletions: Bool = false) throws {
    sandbox = try Sandbox(
      Sandbox.Configuration(
        tokens: [
          Sandbox.StaticToken(
            token: Self.token, user: "admin", uid: "admin", groups: ["system:masters"])
        ], clientAuthority: try TestAuthority().authority.certificatePEM))
    let transport = SandboxTransport(sandbox: sandbox)
    faults = FaultyTransport(transport, seed: seed, share: share)
    ledger = RightsLedger(faults, disturbs: disturbsDeletions)
    admin = Self.client(transport).anyTransport
    var plan = LoadPlan()
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    for file in ["tenants", "dispatch", "federation"] {
      let path = "/\(root)/config/crd/\(file).yaml"
      plan.add(try FileContents.read(path), file: path)
    }
    try #require(plan.load(into: sandbox).isEmpty)
  }

  private static func client<Transport: APITransport & Sendable>(
    _ transport: Transport
  ) -> APIClient<Transport> {
    APIClient(
      transport: transport, basePath: "",
      token: TokenProvider(source: .inline(token)) { (_) throws(FileFailure) in
        throw .missing
      }, version: "test", pace: pace)
  }

  /// A clock by which a second lasts 20 ms.
  private static let pace: Pace = {
    let (own, speed) = (Pace.continuous(), 50)
    return Pace(
      now: { own.now() * speed },
      sleep: { duration throws(CancellationError) in try await own.sleep(duration / speed) })
  }()

  /// Runs the API server's own controllers and ours, as so many replicas, while a test does.
  func run(
    _ selection: ControllerSelection = .all, replicas: Int = 1,
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        await self.sandbox.run()
        return false
      }
      for replica in 0..<replicas {
        group.addTask {
          await self.runControllers(selection, as: replica)
          return false
        }
      }
      group.addTask {
        try await body()
        return true
      }
      // Where there are no controllers, they end at once.
      while let isOver = try await group.next(), !isOver {}
      group.cancelAll()
    }
  }

  /// Runs the controllers until cancelled, as one process of the program does.
  func runControllers(_ selection: ControllerSelection, as replica: Int = 0) async {
    let controllers = Controllers(context(selection, as: replica))
    async let following: Void = controllers.follow()
    await controllers.reconcile()
    await following
  }

  /// What controllers are given here.
  func context(
    _ selection: ControllerSelection = .none, as replica: Int = 0
  ) -> ControllerContext {
    var settings = ControllerSettings()
    settings.selection = selection
    return ControllerContext(
      settings: settings, client: Self.client(ledger).anyTransport, pace: Self.pace,
      now: { SystemClock.now.rfc3339() },
      mayWrite: { [self] in leads.withLock(\.self) && leader.withLock(\.self) == replica },
      claimed: { [self] changes in
        claims.withLock { claims in
          for (source, claim) in changes { claims[source] = claim }
        }
      }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  // MARK: What an administrator does

  /// Creates or changes an object.
  @discardableResult
  func apply(_ object: JSONValue, _ resource: APIResource) async throws -> APIObject {
    let metadata = try ObjectMeta(of: object)
    let path = resource.path(of: ObjectKey(namespace: metadata.namespace, name: metadata.name))
    return try APIObject(json: try await admin.apply(object, at: path, as: "admin"))
  }

  /// An object; nil if there is none.
  func object(_ resource: APIResource, _ name: String, in namespace: String = "") async throws
    -> APIObject?
  {
    let path = resource.path(of: ObjectKey(namespace: namespace, name: name))
    do {
      return try APIObject(json: try await admin.get(path))
    } catch APIError.refused(let refusal) where refusal.code == 404 {
      return nil
    }
  }

  /// All objects of a resource.
  func objects(_ resource: APIResource, labelled selector: String? = nil) async throws
    -> [APIObject]
  {
    var found: [APIObject] = []
    let all = resource.collection()
    let collection = APICollection(
      group: all.group, version: all.version, resource: all.resource, labelSelector: selector)
    _ = try await admin.list(collection) { item throws(APIError) in
      guard let object = try? APIObject(json: item) else { throw .unreadable("an item") }
      found.append(object)
    }
    return found.sorted { $0.key < $1.key }
  }

  /// Deletes an object if it is there.
  func delete(_ resource: APIResource, _ name: String, in namespace: String = "") async throws {
    guard let object = try await object(resource, name, in: namespace) else { return }
    try? await admin.delete(resource.path(of: object.key), uid: object.uid)
  }

  /// Waits until something is so.
  func eventually(
    _ what: String, within limit: Duration = .seconds(60),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () async throws -> Bool
  ) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while clock.now < end {
      if try await isSo() { return }
      try await clock.sleep(for: .milliseconds(10))
    }
    Issue.record("it never happened: \(what)", sourceLocation: sourceLocation)
  }
}

internal import JSON
package import Kubernetes
internal import KubernetesAPI
package import Logging
internal import Metrics
package import Ownership
internal import Synchronization
internal import Wire

/// The one writer of who owns what: follows tenants, namespaces, RBAC and the labels that tenants
/// select by, and publishes a View after each change.
package final class OwnershipKeeper: Sendable {
  struct State {
    var index: OwnershipIndex
    /// Says of each source when the API server was heard of it last.
    var heard: [String: @Sendable () -> Duration?] = [:]
    /// Lists that were read, and lists and watches that failed.
    var lists: UInt64 = 0
    var failures: UInt64 = 0
    /// How long what follows from a change took to be published.
    var rebuilds = DurationHistogram()
    /// Says of each source whether the API server was heard of it lately.
    var freshness: [String: @Sendable (Duration) -> Bool] = [:]
    var missing =
      Set(["tenants", "namespaces", "rolebindings", "roles", "clusterroles"])
      .union(OwnershipKeeper.followed.map(\.groupResource.description))
    /// The resources whose labels cannot be followed for now.
    var lost: Set<FilteredResource> = []
  }

  let state: Mutex<State>
  /// Who owns what, as callers are told.
  package let published = PublishedView()
  let logger: Logger
  let pace: Pace
  /// The streams that a change may concern.
  let streams: OpenStreams?

  static let rbac = "rbac.authorization.k8s.io"
  private static let tenantGroup = "capsule.clastix.io"
  /// Versions of Tenant that are understood, the newest first; they share one schema.
  private static let tenantVersions = ["v1beta2", "v1beta1", "v1alpha1"]

  /// - Parameter streams: is told what each change may concern, after the View was published.
  package init(
    visibility: Visibility, logger: Logger, pace: Pace, streams: OpenStreams? = nil
  ) {
    self.streams = streams
    state = Mutex(State(index: OwnershipIndex(visibility: visibility)))
    self.logger = logger
    self.pace = pace
  }

  /// Whether every source was read once.
  package var isSynced: Bool { published.value != nil }

  /// The sources that were not read yet.
  package var missing: [String] { state.withLock { Array($0.missing) } }

  /// The sources of which the API server was not heard within the last three minutes, in which it sends
  /// two bookmarks at least: what is known of them may be old.
  package var stale: [String] {
    let now = pace.now()
    return state.withLock { state in state.freshness.filter { !$0.value(now) }.map(\.key) }
  }

  /// How long the API server may be silent before what is known may be old.
  package static let silence = Duration.seconds(180)

  /// Follows the sources until the task is cancelled.
  package func run(client: APIClient<some APITransport & Sendable>) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.followTenants(client) }
      group.addTask {
        await self.follow(
          WatchedNamespace.self, APICollection(version: "v1", resource: "namespaces"), client)
      }
      group.addTask {
        await self.follow(
          RoleBinding.self,
          APICollection(group: Self.rbac, version: "v1", resource: "rolebindings"), client)
      }
      group.addTask {
        await self.follow(
          Role.self, APICollection(group: Self.rbac, version: "v1", resource: "roles"), client)
      }
      group.addTask {
        await self.follow(
          Role.self, APICollection(group: Self.rbac, version: "v1", resource: "clusterroles"),
          client)
      }
      for resource in Self.followed {
        group.addTask { await self.followLabels(of: resource, client) }
      }
      group.addTask { await self.followClusterBindings(client) }
      group.addTask { await self.expire() }
    }
  }

  /// Waits for the Tenant resource to be served, then follows it in the newest version there is.
  private func followTenants(_ client: APIClient<some APITransport & Sendable>) async {
    var hasSaidAbsent = false
    var backoff = Duration.milliseconds(250)
    while !Task.isCancelled {
      do throws(APIError) {
        if let version = try await tenantVersion(client) {
          let tenants = APICollection(
            group: Self.tenantGroup, version: version, resource: "tenants")
          return await follow(Tenant.self, tenants, client, absentIsEmpty: true)
        }
        if !hasSaidAbsent {
          hasSaidAbsent = true
          logger.notice(
            "the Tenant resource is not installed: nobody owns anything by a tenant",
            metadata: ["group": "\(Self.tenantGroup)"])
        }
        synced("tenants")
        backoff = .seconds(5)
      } catch {
        logger.warning(
          "cannot ask for the Tenant resource; trying again", metadata: ["reason": "\(error)"])
        backoff = min(backoff * 2, .seconds(5))
      }
      do { try await pace.sleep(backoff) } catch { return }
    }
  }

  private func tenantVersion(
    _ client: APIClient<some APITransport & Sendable>
  ) async throws(APIError) -> String? {
    let group: JSONValue
    do throws(APIError) {
      group = try await client.get("/apis/\(Self.tenantGroup)")
    } catch .refused(let refusal) where refusal.code == 404 {
      return nil
    } catch {
      throw error
    }
    let served = (group["versions"]?.array ?? []).compactMap { $0["version"]?.string }
    return Self.tenantVersions.first { served.contains($0) }
  }

  private func follow<Source: WatchedSource>(
    _: Source.Type, _ collection: APICollection, _ client: APIClient<some APITransport & Sendable>,
    absentIsEmpty: Bool = false
  ) async {
    let store = Store<Watched<Source>>()
    let name = collection.resource
    state.withLock { state in
      state.freshness[name] = { store.isFresh(now: $0, within: Self.silence) }
      state.heard[name] = { store.heard }
    }
    let reflector = Reflector(
      client: client, collection: collection, absentIsEmpty: absentIsEmpty, pace: pace,
      decode: { try Watched<Source>(json: $0) },
      report: { report in self.report(report, of: name) })
    await reflector.run(into: store.writer()) { keys in
      self.change { index, now in
        for key in keys {
          if let object = store[key] {
            object.source.set(in: &index, now: now)
          } else {
            Source.remove(key, from: &index, now: now)
          }
        }
      }
      guard let streams = self.streams else { return }
      for key in keys { Source.touch(key, store[key]?.source.owned ?? [], streams) }
    }
  }

  /// Says in the log what a reflector reports, and notes that its source was read.
  func report<Object, Transport>(
    _ report: Reflector<Object, Transport>.Report, of name: String
  ) {
    count(report)
    switch report {
    case .listed(let count, _):
      logger.debug("listed", metadata: ["resource": "\(name)", "count": "\(count)"])
      synced(name)
    case .absent: synced(name)
    case .failed(let error):
      logger.warning(
        "following a resource failed; trying again",
        metadata: ["resource": "\(name)", "reason": "\(error)"])
    case .unreadable(let key, let reason):
      logger.warning(
        "an object cannot be understood and counts as absent",
        metadata: ["resource": "\(name)", "name": "\(key)", "reason": "\(reason)"])
    }
  }

  /// Notes that a source was read, or cannot be; after the last one the view is published.
  func synced(_ name: String) {
    let isFirst = state.withLock { state in
      let isFirst = state.missing.remove(name) != nil
      return isFirst && state.missing.isEmpty
    }
    if isFirst { change { _, _ in } }
  }

  /// Changes the index and publishes what follows.
  func change(_ body: (inout OwnershipIndex, UInt64) -> Void) {
    let problems = state.withLock { state in
      let now = SystemClock.monotonicNanoseconds
      body(&state.index, now)
      let view = state.index.view(now: now)
      // Under the lock, so that an older view never follows a newer one.
      if state.missing.isEmpty { published.publish(view) }
      state.rebuilds.observe(SystemClock.monotonicNanoseconds &- now)
      return state.index.takeProblems()
    }
    for problem in problems {
      logger.warning("a part of a tenant selects nothing", metadata: ["problem": "\(problem)"])
    }
  }

  /// Publishes what follows from time alone.
  private func expire() async {
    while !Task.isCancelled {
      do { try await pace.sleep(.seconds(1)) } catch { return }
      let isDue = state.withLock { state in
        state.index.nextExpiry.map { $0 <= SystemClock.monotonicNanoseconds } ?? false
      }
      if isDue { change { _, _ in } }
    }
  }
}

import Foundation
import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// Three replicas behind a load balancer that are restarted one after the other while callers work.
  @Suite(.serialized, .enabled(if: Balancer.isThere, "make deps"))
  struct `Rolling restarts` {
    /// Requests a second: what a debug build does beside the other tests; 200 by hand, with a release
    /// build of the program.
    private static let rate =
      ProcessInfo.processInfo.environment["BAILIWICK_RATE"].flatMap { Int($0) } ?? 50
    /// Watches of each of two resources, a filtered one and one that passes.
    private static let watches = 50

    @Test(arguments: Ground.all)
    func `lose no request and no event`(ground: Ground) async throws {
      let stage = try await Stage(ground)
      let (cluster, client) = (stage.cluster, stage.client)
      let configMaps = "/api/v1/namespaces/\(stage.namespace)/configmaps"
      let stores = (0..<2 * Self.watches).map { index in
        WatchedStore(index.isMultiple(of: 2) ? configMaps : "/api/v1/namespaces")
      }
      // Past the proxies and the balancer: what there was to see.
      let truth = [configMaps, "/api/v1/namespaces"].map { WatchedStore($0) }
      let loop = cluster.loops.first
      let following = Task(executorPreference: loop) {
        await withDiscardingTaskGroup { group in
          for store in stores {
            group.addTask(executorPreference: loop) { await store.follow(by: client) }
          }
          for store in truth {
            group.addTask(executorPreference: loop) { await store.follow(by: stage.direct) }
          }
        }
      }
      try await eventually("all to watch", within: .seconds(120)) {
        (stores + truth).allSatisfy { !$0.known.version.isEmpty }
      }
      let start = ContinuousClock.now
      let load = SteadyLoad(
        stage.client, in: stage.namespace, rate: Self.rate, on: loop)
      let changing = Task { try await stage.changeNamespaces() }
      let problems = try await stage.fleet.restart()
      changing.cancel()
      let changes = try await changing.value
      let outcome = await load.end()
      let seconds = (ContinuousClock.now - start).components.seconds

      #expect(problems == [])
      #expect(outcome.failures == [])
      #expect(outcome.asked >= Int(seconds) * Self.rate * 3 / 4, "in \(seconds) s")
      let last = try await stage.finish()
      for (index, store) in stores.enumerated() {
        let truth = truth[index % 2]
        try await eventually("the last event", within: .seconds(60)) {
          [truth, store].allSatisfy { $0.known.objects[last.name(index)] == last.version(index) }
        }
        let (known, all) = (store.known, truth.known)
        let isFiltered = !index.isMultiple(of: 2)
        let mine = all.events.filter { !isFiltered || stage.owns($0.name) }
        // A program that has just started does not know what was whose before: it may have a filtered
        // watch begin anew, and what the list then says is no event.
        #expect(isFiltered || known.expired == 0)
        if known.expired == 0 {
          #expect(known.events == mine, "watch \(index)")
        } else {
          var rest = mine[...]
          for event in known.events { rest = rest.drop { $0 != event }.dropFirst() }
          #expect(Set(known.events).count == known.events.count && rest.isEmpty, "watch \(index)")
        }
        #expect(
          known.objects == all.objects.filter { !isFiltered || stage.owns($0.key) },
          "watch \(index)")
        #expect(known.problems == [], "watch \(index)")
        #expect(known.resumed + known.expired >= 1, "every replica was restarted")
      }
      following.cancel()
      await following.value
      let kept = truth[0].known.objects
      #expect(outcome.made.filter { kept[$0] == nil } == [])
      #expect(changes > 0)
      let resumed = stores.map(\.known.resumed).reduce(0, +)
      print(
        """
        rolling restart: \(outcome.asked) requests in \(seconds) s, \(outcome.failures.count) failed, \
        \(client.repeated) repeated as net/http does, \(outcome.made.count) made; \(stores.count) \
        watches resumed \(resumed) times, \(stores.map(\.known.expired).reduce(0, +)) listed anew, \
        \(stores.map(\.known.events.count).reduce(0, +)) events seen
        """)
      await stage.end()
    }
  }
}

extension EndToEnd.`Rolling restarts` {
  /// A tenant's owner who works through the balancer.
  private struct Stage: Sendable {
    let cluster: Cluster
    let fleet: Fleet
    let tenancy: Tenancy
    let namespace: String
    private let other: String
    /// The owner's, through the balancer.
    let client: KeptClient
    /// An administrator's, past it.
    let direct: KeptClient

    init(_ ground: Ground) async throws {
      cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let kubectl = try #require(Kubectl.all.last)
      tenancy = try await Tenancy(
        cluster, for: Client(ground: ground, kubectl: kubectl, credential: .token))
      namespace = try await tenancy.addNamespace("one")
      other = try await tenancy.addNamespace("two")
      try await tenancy.bind("admin", in: namespace)
      guard case .token(let token) = tenancy.proof else { throw Timeout("no token") }
      let loop = cluster.loops.first
      fleet = try await Fleet(of: cluster)
      client = try KeptClient(
        port: fleet.balancer.port, authority: cluster.proxyAuthority, token: token, loop: loop)
      let api = try cluster.asker(.admin, .direct).endpoint
      direct = try KeptClient(
        port: api.port, authority: cluster.apiServer.authority, token: User.admin.token, loop: loop)
      let (client, path) = (client, "/api/v1/namespaces/\(namespace)")
      try await eventually("the balancer") {
        await cluster.loops.run { () async -> Bool in
          (try? await client.ask("GET", path))?.status == 200
        }
      }
    }

    /// Whether a namespace is the owner's.
    func owns(_ name: String) -> Bool { name == namespace || name == other }

    /// Changes a namespace of the owner's until cancelled; gives how often.
    func changeNamespaces() async throws -> Int {
      var count = 0
      while !Task.isCancelled {
        _ = try await change(count.isMultiple(of: 2) ? namespace : other, to: "\(count)")
        count += 1
        try? await Task.sleep(for: .milliseconds(400))
      }
      return count
    }

    /// The last objects of both kinds.
    struct Last {
      let configMap: (name: String, version: String)
      let namespace: (name: String, version: String)

      func name(_ index: Int) -> String {
        index.isMultiple(of: 2) ? configMap.name : namespace.name
      }
      func version(_ index: Int) -> String {
        index.isMultiple(of: 2) ? configMap.version : namespace.version
      }
    }

    /// Makes the last changes.
    func finish() async throws -> Last {
      let object: JSONValue = [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "the-last"],
      ]
      let answer = try await cluster.asker(.admin, .direct).ask(
        "POST", "/api/v1/namespaces/\(namespace)/configmaps",
        [("Content-Type", "application/json")], body: object.encoded())
      return Last(
        configMap: ("the-last", try version(in: answer)),
        namespace: (other, try await change(other, to: "last")))
    }

    private func change(_ name: String, to text: String) async throws -> String {
      let patch: JSONValue = ["metadata": ["annotations": ["test/changed": .string(text)]]]
      return try version(
        in: try await cluster.asker(.admin, .direct).ask(
          "PATCH", "/api/v1/namespaces/\(name)",
          [("Content-Type", "application/merge-patch+json")], body: patch.encoded()))
    }

    private func version(in answer: HTTPAnswer) throws -> String {
      guard answer.status < 300,
        let version = try JSONValue(parsing: answer.body)["metadata", "resourceVersion"]?.string
      else { throw Timeout("a change", answer.text) }
      return version
    }

    func end() async {
      await fleet.stop()
      try? await tenancy.remove()
    }
  }
}

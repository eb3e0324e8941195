import JSON
import Kubernetes
import KubernetesAPI
import Synchronization
import TestSupport
import Testing

@testable import Controllers

@Suite("Threat 26: a failure leaves something undone or done twice", .timeLimit(.minutes(10)))
struct Threat26Tests {
  private static let users = (0..<6).map { "user-\($0)" }
  private static let namespaces = (0..<8).map { "team-\($0)" }

  /// What the DispatchUsers of a cluster ask for now.
  private struct Wishes {
    var byUser: [String: Set<String>] = [:]

    /// Changes one at random.
    mutating func change(_ generator: inout SeededGenerator) -> String {
      let user = Threat26Tests.users.randomElement(using: &generator) ?? ""
      if byUser[user] != nil, Int.random(in: 0..<4, using: &generator) == 0 {
        byUser[user] = nil
      } else {
        let count = Int.random(in: 0...4, using: &generator)
        let all = Threat26Tests.namespaces.shuffled(using: &generator)
        byUser[user] = Set(all.prefix(count))
      }
      return user
    }

    /// What is bound in which namespace.
    var bindings: Set<String> {
      Set(byUser.flatMap { user, names in names.map { "\($0)/\(user)" } })
    }
  }

  private static func object(_ user: String, _ namespaces: Set<String>) -> JSONValue {
    APIResource.dispatchUsers.object(
      ObjectKey(namespace: "dispatch", name: user),
      ["spec": ["userID": .string(user), "namespaces": .strings(namespaces.sorted())]])
  }

  private static func bindings(_ cluster: StagedCluster) async throws -> Set<String> {
    let found = try await cluster.objects(.roleBindings, labelled: "bailiwick.dev/controller")
    let told = found.map { binding in
      "\(binding.key.namespace)/\(binding.json["subjects"]?[0]?["name"]?.string ?? "")"
    }
    // Two bindings of one account in one namespace would be one thing done twice.
    #expect(Set(told).count == told.count)
    return Set(told)
  }

  private static func accounts(_ cluster: StagedCluster) async throws -> Set<String> {
    let found = try await cluster.objects(.serviceAccounts, labelled: "bailiwick.dev/controller")
    return Set(found.map(\.key.name))
  }

  private static func isReady(_ user: String, _ cluster: StagedCluster) async throws -> Bool {
    let object = try await cluster.object(.dispatchUsers, user, in: "dispatch")
    return object?.json["status", "conditions"]?[0]?["status"] == "True"
  }

  /// A cluster in which users may be made.
  private static func cluster(seed: UInt64 = 0, faults: Double = 0) async throws -> StagedCluster {
    let cluster = try StagedCluster(seed: seed, faults: faults)
    try await cluster.apply(
      APIResource.namespaces.object(ObjectKey(name: "dispatch")), .namespaces)
    return cluster
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `users have exactly what they ask for in the end, whoever led meanwhile`(
    seed: UInt64
  ) async throws {
    let cluster = try await Self.cluster(seed: seed, faults: 0.25)
    try await cluster.run(try ControllerSelection("dispatch"), replicas: 2) {
      var generator = SeededGenerator(seed: seed)
      var wishes = Wishes()
      for _ in 0..<60 {
        let user = wishes.change(&generator)
        if let names = wishes.byUser[user] {
          // An object that is being deleted takes no new life.
          try await cluster.eventually("\(user) is not being deleted") {
            try await cluster.object(.dispatchUsers, user, in: "dispatch")?.metadata.isTerminating
              != true
          }
          try await cluster.apply(Self.object(user, names), .dispatchUsers)
        } else {
          try await cluster.delete(.dispatchUsers, user, in: "dispatch")
        }
        // The lead is lost, mostly in the middle of something.
        let leader = Int.random(in: 0...1, using: &generator)
        cluster.leader.withLock { $0 = leader }
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...15, using: &generator)))
      }
      cluster.faults.mend()
      let (bindings, accounts) = (wishes.bindings, Set(wishes.byUser.keys))
      try await cluster.eventually("everybody has what they ask for") {
        let bound = try await Self.bindings(cluster)
        let made = try await Self.accounts(cluster)
        return bound == bindings && made == accounts
      }
      for user in accounts {
        try await cluster.eventually("\(user) is told so") {
          try await Self.isReady(user, cluster)
        }
      }
      try await cluster.eventually("who was deleted is gone") {
        try await cluster.objects(.dispatchUsers).map(\.key.name) == accounts.sorted()
      }
    }
  }

  @Test func `a start with everything in order writes nothing`() async throws {
    let cluster = try await Self.cluster()
    let selection = try ControllerSelection("dispatch")
    try await cluster.run(selection) {
      for user in Self.users {
        try await cluster.apply(Self.object(user, Set(Self.namespaces)), .dispatchUsers)
      }
      for user in Self.users {
        try await cluster.eventually("\(user) is ready") { try await Self.isReady(user, cluster) }
      }
    }
    let before = try await Self.versions(cluster)
    try await cluster.run(selection) {
      // When this one is ready, the others were looked at before it.
      try await cluster.apply(Self.object("last", []), .dispatchUsers)
      try await cluster.eventually("the last one is ready") {
        try await Self.isReady("last", cluster)
      }
    }
    let after = try await Self.versions(cluster)
    #expect(after.filter { !$0.key.hasSuffix("/last") } == before)
  }

  /// The versions of everything that the controllers write.
  private static func versions(_ cluster: StagedCluster) async throws -> [String: String] {
    var versions: [String: String] = [:]
    for resource in [
      APIResource.namespaces, .serviceAccounts, .roleBindings, .dispatchUsers, .ownedNamespaces,
    ] {
      for object in try await cluster.objects(resource) {
        versions["\(resource.plural) \(object.key)"] = object.resourceVersion
      }
    }
    return versions
  }
}

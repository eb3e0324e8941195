import JSON
import Kubernetes
import KubernetesAPI
import Ownership
import Proxy
import Testing

/// How the keeper follows the labels that tenants select by.
@Suite(.timeLimit(.minutes(5))) struct KeeperLabelTests {
  static let followed = [
    "/api/v1/nodes", "/api/v1/persistentvolumes",
    "/apis/storage.k8s.io/v1/storageclasses", "/apis/networking.k8s.io/v1/ingressclasses",
    "/apis/scheduling.k8s.io/v1/priorityclasses", "/apis/node.k8s.io/v1/runtimeclasses",
  ]
  static let nodes = followed[0]
  static let alice = UserInfo(username: "alice")

  static func node(_ name: String, pool: String, version: Int) -> JSONValue {
    [
      "metadata": [
        "name": .string(name), "uid": .string("uid-of-\(name)"),
        "resourceVersion": .string("\(version)"), "labels": ["pool": .string(pool)],
      ]
    ]
  }

  /// A server with a tenant of alice's that selects the pool gold, and three nodes.
  static func api(refusals: [String: Int] = [:]) -> FollowedAPI {
    let settings: JSONValue = [["kind": "Nodes", "operations": ["List"]]]
    return FollowedAPI(
      [
        "/apis/capsule.clastix.io/v1beta2/tenants": [
          [
            "metadata": ["name": "t", "uid": "uid-of-t", "resourceVersion": "1"],
            "spec": [
              "owners": [["kind": "User", "name": "alice", "proxySettings": settings]],
              "nodeSelector": ["pool": "gold"],
            ],
          ]
        ],
        nodes: [
          node("a", pool: "gold", version: 1), node("b", pool: "iron", version: 1),
          node("c", pool: "gold", version: 1),
        ],
      ], refusals: refusals)
  }

  /// What alice is shown of the metrics of nodes.
  private func metrics(_ keeper: OwnershipKeeper) -> [String] {
    let selection = keeper.published.value?.selection(of: .nodeMetrics, for: Self.alice)
    return ["a", "b", "c", "d"].filter { selection?.selects(name: $0) == .yes }
  }

  private func number(_ keeper: OwnershipKeeper) -> UInt64? {
    keeper.published.value?.fingerprint(of: .nodes, for: Self.alice)
  }

  @Test func `asks for the metadata alone of what has labels`() async throws {
    let api = Self.api()
    try await api.keep { keeper, _ in
      try await FollowedAPI.until { keeper.isSynced }
      for path in Self.followed {
        try await FollowedAPI.until { api.send(path) }
      }
    }
    let asked = api.requests
    for path in Self.followed {
      let accepts = asked.filter { $0.target.hasPrefix(path + "?") }.map { request in
        request.fields.first { $0.name == "Accept" }?.value
      }
      #expect(
        accepts == [
          "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
          "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json",
        ], "\(path)")
    }
    let whole = asked.filter { $0.target.hasPrefix("/api/v1/namespaces?") }
    #expect(!whole.isEmpty)
    for request in whole {
      #expect(request.fields.contains(APIRequest.Field("Accept", "application/json")))
    }
  }

  @Test(arguments: [403, 404])
  func `is ready without what it cannot follow, and says so once`(code: Int) async throws {
    let api = Self.api(
      refusals: Dictionary(uniqueKeysWithValues: Self.followed.map { ($0, code) }))
    try await api.keep { keeper, log in
      try await FollowedAPI.until { keeper.isSynced }
      try await FollowedAPI.until {
        Self.followed.allSatisfy { path in
          api.requests.count { $0.target.hasPrefix(path + "?") } > 2
        }
      }
      #expect(keeper.stale.isEmpty)
      #expect(metrics(keeper) == [])
      let said = log.text.split(separator: "\n")
      #expect(said.count { $0.contains("are not followed") } == Self.followed.count)
      #expect(!log.text.contains("trying again"))
      let before = try #require(number(keeper))
      api.refuse(Self.nodes, with: nil)
      try await FollowedAPI.until { metrics(keeper) == ["a", "c"] }
      #expect(number(keeper) != before)
    }
  }

  @Test func `is not ready while what it follows was never told`() async throws {
    let api = Self.api(refusals: [Self.nodes: 500])
    try await api.keep { keeper, _ in
      try await FollowedAPI.until {
        api.requests.count { $0.target.hasPrefix(Self.nodes + "?") } > 2
      }
      #expect(!keeper.isSynced)
      api.refuse(Self.nodes, with: nil)
      try await FollowedAPI.until { keeper.isSynced }
      #expect(metrics(keeper) == ["a", "c"])
    }
  }

  @Test func `notices what begins and ceases to match, and nothing else`() async throws {
    let api = Self.api()
    try await api.keep { keeper, _ in
      try await FollowedAPI.until { keeper.isSynced }
      let start = try #require(number(keeper))
      // A node that is new or gone is no change of nodes, though it is one of their metrics.
      try await FollowedAPI.until {
        api.send(Self.nodes, ("ADDED", Self.node("d", pool: "gold", version: 2)))
      }
      try await FollowedAPI.until { metrics(keeper) == ["a", "c", "d"] }
      #expect(number(keeper) == start)
      #expect(api.send(Self.nodes, ("DELETED", Self.node("c", pool: "gold", version: 3))))
      try await FollowedAPI.until { metrics(keeper) == ["a", "d"] }
      #expect(number(keeper) == start)
      #expect(api.send(Self.nodes, ("MODIFIED", Self.node("b", pool: "gold", version: 4))))
      try await FollowedAPI.until { metrics(keeper) == ["a", "b", "d"] }
      let begun = try #require(number(keeper))
      #expect(begun != start)
      #expect(api.send(Self.nodes, ("MODIFIED", Self.node("a", pool: "iron", version: 5))))
      try await FollowedAPI.until { metrics(keeper) == ["b", "d"] }
      #expect(number(keeper) != begun)
    }
  }

  @Test func `takes what it saw only the end of for a change`() async throws {
    let api = Self.api()
    try await api.keep { keeper, _ in
      try await FollowedAPI.until { keeper.isSynced }
      let start = try #require(number(keeper))
      // It is iron at the end as at the beginning, and was gold for a moment.
      try await FollowedAPI.until {
        api.send(
          Self.nodes, ("MODIFIED", Self.node("b", pool: "gold", version: 2)),
          ("MODIFIED", Self.node("b", pool: "iron", version: 3)))
      }
      try await FollowedAPI.until { number(keeper) != start }
    }
  }

  @Test func `takes a new list for a change`() async throws {
    let api = Self.api()
    try await api.keep { keeper, _ in
      try await FollowedAPI.until { keeper.isSynced }
      let start = try #require(number(keeper))
      let expired: JSONValue = ["kind": "Status", "code": 410, "reason": "Expired"]
      try await FollowedAPI.until { api.send(Self.nodes, ("ERROR", expired)) }
      try await FollowedAPI.until { number(keeper) != start }
    }
  }
}

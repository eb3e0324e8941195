import JSON
import Kubernetes
import KubernetesAPI
import Testing

@testable import Proxy

/// Which streams a change that the keeper hears of has reviewed again.
@Suite(.timeLimit(.minutes(5)))
struct KeeperStreamTests {
  private static let rbac = "/apis/rbac.authorization.k8s.io/v1"
  private static let places = ["oil", "gas", ""]

  private static func object(_ name: String, in namespace: String = "") -> JSONValue {
    [
      "metadata": [
        "name": .string(name), "namespace": .string(namespace), "uid": "1", "resourceVersion": "5",
      ], "roleRef": ["kind": "ClusterRole", "name": "view"], "subjects": [], "rules": [],
      "status": ["namespaces": ["gas"]],
    ]
  }

  /// Streams in two namespaces and one in all of them.
  private static func streams(_ clock: HandClock) -> OpenStreams {
    let streams = OpenStreams(pace: clock.pace)
    let alice = UserInfo(username: "alice")
    for namespace in places {
      _ = streams.enter(
        StreamBook.Entry(
          stream: OpenStream(user: "alice", manner: .cleanly), user: alice,
          questions: [
            .access(
              SubjectAccessReview(
                user: alice,
                attributes: .resource(
                  verb: "watch", group: "", version: "v1", resource: "pods", namespace: namespace)))
          ], expires: nil))
    }
    clock.pass(.seconds(1))
    return streams
  }

  @Test(arguments: [
    ("\(rbac)/rolebindings", object("b", in: "oil"), ["oil"]),
    ("\(rbac)/roles", object("r", in: "gas"), ["gas"]),
    ("/api/v1/namespaces", object("oil"), ["oil"]),
    ("/apis/capsule.clastix.io/v1beta2/tenants", object("t"), ["gas"]),
    ("\(rbac)/clusterroles", object("view"), places),
    ("\(rbac)/clusterrolebindings", object("b"), places),
  ])
  func `a change reaches the streams that it may concern`(
    _ path: String, _ object: JSONValue, _ expected: [String]
  ) async throws {
    let clock = HandClock()
    let streams = Self.streams(clock)
    let api = FollowedAPI()
    try await api.keep(telling: streams) { keeper, _ in
      try await FollowedAPI.until { keeper.isSynced }
      #expect(streams.look(at: 0, authorities: nil).isEmpty)
      for type in ["ADDED", "DELETED"] where type == "ADDED" || !path.hasSuffix("tenants") {
        try await FollowedAPI.until { api.send(path, (type, object)) }
        var asked: [StreamQuestion] = []
        try await FollowedAPI.until {
          asked = streams.look(at: 0, authorities: nil)
          return !asked.isEmpty
        }
        #expect(Set(asked.compactMap(\.namespace)) == Set(expected), "\(type)")
        for question in asked { streams.take(.yes, to: question, clock.now) }
        // Past what is asked once more after a change.
        for _ in 0..<3 {
          clock.pass(.seconds(2))
          for question in streams.look(at: 0, authorities: nil) {
            streams.take(.yes, to: question, clock.now)
          }
        }
        #expect(streams.look(at: 0, authorities: nil).isEmpty)
      }
    }
  }

  @Test func `it is ready without the right to follow cluster role bindings, and says so once`()
    async throws
  {
    let path = "\(Self.rbac)/clusterrolebindings"
    let api = FollowedAPI(refusals: [path: 403])
    let streams = OpenStreams()
    try await api.keep(telling: streams) { keeper, log in
      try await FollowedAPI.until { keeper.isSynced }
      try await FollowedAPI.until {
        api.requests.count { $0.target.hasPrefix(path + "?") } > 2
      }
      let said = log.text.split(separator: "\n")
      #expect(said.count { $0.contains("cluster role bindings are not followed") } == 1)
      #expect(keeper.stale.isEmpty)
    }
  }
}

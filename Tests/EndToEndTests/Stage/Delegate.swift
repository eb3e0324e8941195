import Foundation
import Harness
import JSON

/// Somebody who may act as others, made for one scenario: a user with a certificate, or a service
/// account with a token.
struct Delegate: Sendable {
  let cluster: Cluster
  let client: Client
  /// Who it is, as the API server knows them.
  let user: String
  private let name: String
  private let proof: Kubeconfig.Proof

  /// What lets one act as alice, and as joe in his group.
  static let legacy: [JSONValue] = [
    rule("", "users", ["alice", "joe"]), rule("", "groups", ["gas-admins"]),
    rule("authentication.k8s.io", "uids", ["u-1"]),
    rule("authentication.k8s.io", "userextras/scopes", ["view"]),
  ]

  /// What lets one list namespaces as alice, and nothing else (Kubernetes 1.36 and later).
  static let constrained: [JSONValue] = [
    rule("authentication.k8s.io", "users", ["alice"], verb: "impersonate:user-info"),
    [
      "apiGroups": [""], "resources": ["namespaces"],
      "verbs": ["impersonate-on:user-info:list"],
    ],
  ]

  private static func rule(
    _ group: String, _ resource: String, _ names: [String], verb: String = "impersonate"
  ) -> JSONValue {
    [
      "apiGroups": [.string(group)], "resources": [.string(resource)], "verbs": [.string(verb)],
      "resourceNames": .array(names.map(JSONValue.string)),
    ]
  }

  init(_ cluster: Cluster, for client: Client, rules: [JSONValue] = legacy) async throws {
    self.cluster = cluster
    self.client = client
    name = "delegate-\(UUID().uuidString.prefix(8).lowercased())"
    let subject: JSONValue
    switch client.credential {
    case .certificate:
      user = name
      proof = try cluster.apiServer.authority.client(name).proof
      subject = [
        "kind": "User", "name": .string(name), "apiGroup": "rbac.authorization.k8s.io",
      ]
    case .token:
      user = "system:serviceaccount:default:\(name)"
      try await cluster.admin(["-n", "default", "create", "serviceaccount", name])
      let token = try await cluster.admin(["-n", "default", "create", "token", name])
      proof = .token(String(token.prefix { !$0.isNewline }))
      subject = ["kind": "ServiceAccount", "name": .string(name), "namespace": "default"]
    }
    try await cluster.create([
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
      "metadata": ["name": .string(name)], "rules": .array(rules),
    ])
    try await cluster.create([
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
      "metadata": ["name": .string(name)], "subjects": [subject],
      "roleRef": [
        "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(name),
      ],
    ])
    // The API server's own rules come a moment after their objects; then it is alice who is refused.
    try await eventually("\(user) to be let act as alice", within: .seconds(20)) {
      let tried = try await kubectl("--as=alice get --raw /api/v1/namespaces", .direct)
      return tried.errors.contains("User \"alice\" cannot list")
    }
  }

  /// Runs one kubectl command line.
  func kubectl(_ line: String, _ way: Cluster.Way = .proxy) async throws -> Finished {
    let path = try cluster.kubeconfig(with: proof, way)
    defer { Folder.remove(path) }
    let words = line.split(separator: " ").map(String.init)
    return try await client.kubectl(words, kubeconfig: path, in: cluster.run)
  }

  /// Takes the rights away again.
  func remove() async throws {
    try await cluster.admin("delete clusterrolebinding,clusterrole \(name)")
  }
}

import Foundation
import Harness
import JSON

/// A tenant that one scenario made for itself, with an owner whom no other scenario knows.
///
/// What is theirs may change while the scenario goes on, and nobody else notices.
struct Tenancy: Sendable {
  let cluster: Cluster
  let client: Client
  /// The tenant's name, which begins the names of all that is made for it.
  let name: String
  /// The owner as the API server knows them: a user with a certificate, or a service account with a
  /// token.
  let owner: String
  let proof: Kubeconfig.Proof
  private let uid: String

  /// Makes the tenant.
  ///
  /// - Parameters:
  ///   - settings: what the owner may do with cluster-scoped objects, by kind.
  ///   - spec: more of the spec of the tenant of a name than its owner.
  init(
    _ cluster: Cluster, for client: Client, settings: KeyValuePairs<String, [String]> = [:],
    spec: (String) -> JSONValue = { _ in [:] }
  ) async throws {
    self.cluster = cluster
    self.client = client
    name = "own-\(UUID().uuidString.prefix(8).lowercased())"
    switch client.credential {
    case .certificate:
      owner = name
      proof = try cluster.apiServer.authority.client(name).proof
    case .token:
      owner = "system:serviceaccount:default:\(name)"
      try await cluster.admin(["-n", "default", "create", "serviceaccount", name])
      let token = try await cluster.admin(["-n", "default", "create", "token", name])
      proof = .token(String(token.prefix { !$0.isNewline }))
    }
    var spec = spec(name)
    spec["owners"] = [
      [
        "kind": client.credential == .token ? "ServiceAccount" : "User", "name": .string(owner),
        "proxySettings": .array(
          settings.map { kind, operations in
            ["kind": .string(kind), "operations": .array(operations.map { .string($0) })]
          }),
      ]
    ]
    try await cluster.create([
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(name)], "spec": spec,
    ])
    uid = try await cluster.admin(["get", "tenant", name, "-o", "jsonpath={.metadata.uid}"])
  }

  /// Makes a namespace that is the tenant's by label and owner reference, and waits until the proxy
  /// has heard of it.
  @discardableResult
  func addNamespace(_ suffix: String) async throws -> String {
    let namespace = try await makeNamespace(
      suffix,
      [
        "labels": ["capsule.clastix.io/tenant": .string(name)],
        "ownerReferences": [
          [
            "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": .string(name),
            "uid": .string(uid),
          ]
        ],
      ])
    try await awaitSight(of: "namespace", namespace)
    return namespace
  }

  /// Waits until the owner sees an object, that is, until the proxy has heard that it is theirs.
  func awaitSight(of kind: String, _ name: String) async throws {
    var answer: Finished?
    do {
      try await eventually("\(owner) to see \(kind) \(name)", within: .seconds(20)) {
        answer = try await kubectl("get \(kind) \(name)")
        return answer?.exitCode == 0
      }
    } catch {
      throw Timeout("\(error)", answer?.errors ?? "")
    }
  }

  /// Makes a namespace that is nobody's.
  func addForeignNamespace(_ suffix: String) async throws -> String {
    try await makeNamespace(suffix, [:])
  }

  private func makeNamespace(_ suffix: String, _ metadata: JSONValue) async throws -> String {
    let namespace = "\(name)-\(suffix)"
    var metadata = metadata
    metadata["name"] = .string(namespace)
    try await cluster.create(["apiVersion": "v1", "kind": "Namespace", "metadata": metadata])
    return namespace
  }

  /// Says in the tenant's status which namespaces are its own, beside those that say so themselves.
  func claim(_ namespaces: [String]) async throws {
    let status: JSONValue = ["status": ["namespaces": .array(namespaces.map { .string($0) })]]
    try await cluster.admin([
      "patch", "tenant", name, "--subresource=status", "--type=merge", "-p",
      String(decoding: status.encoded(), as: UTF8.self),
    ])
  }

  /// Takes the tenant away, and with it the namespaces that name it as their owner.
  func remove() async throws {
    try await cluster.admin("delete tenant \(name) --wait=false")
  }

  /// Binds the owner to a cluster role in a namespace.
  func bind(_ role: String, in namespace: String) async throws {
    let subject =
      client.credential == .token ? "--serviceaccount=default:\(name)" : "--user=\(owner)"
    try await cluster.admin([
      "-n", namespace, "create", "rolebinding", role, "--clusterrole=\(role)", subject,
    ])
  }

  /// The path of a kubeconfig for the owner.
  func kubeconfig(_ way: Cluster.Way = .proxy) throws -> String {
    try cluster.kubeconfig(with: proof, way)
  }

  /// Runs one kubectl command as the owner.
  func kubectl(_ line: String, _ way: Cluster.Way = .proxy) async throws -> Finished {
    try await kubectl(line.split(separator: " ").map(String.init), way)
  }

  func kubectl(
    _ words: [String], _ way: Cluster.Way = .proxy, editor: String? = nil
  ) async throws -> Finished {
    let path = try kubeconfig(way)
    defer { Folder.remove(path) }
    return try await client.kubectl(words, kubeconfig: path, editor: editor, in: cluster.run)
  }

  /// Starts a kubectl command as the owner that goes on, such as a watch.
  func start(_ line: String) throws -> ChildProcess {
    let words = line.split(separator: " ").map(String.init)
    return try client.kubectl.start(words, kubeconfig: kubeconfig(), in: cluster.run)
  }
}

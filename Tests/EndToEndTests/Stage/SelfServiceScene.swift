import Foundation
import Harness
import JSON

/// A tenant without namespaces that one scenario made for itself, where owners make namespaces.
struct SelfServiceScene: Sendable {
  let stage: ControllerStage
  let client: Client
  /// The tenant's name, which begins the names of all that is made for it.
  let name = "self-\(UUID().uuidString.prefix(8).lowercased())"
  /// The owner as the API server knows them, and as what kind a tenant names them.
  let owner: (kind: String, name: String)
  private let proof: Kubeconfig.Proof

  /// Makes the tenant, and waits until its owner may make namespaces.
  ///
  /// - Parameter spec: more of the tenant's spec than its owner.
  init(_ client: Client, _ spec: JSONValue = [:]) async throws {
    stage = try await .ready(client.ground, controllers: "tenants")
    self.client = client
    try await stage.admin(["apply", "-k", BuiltProgram.packageRoot + "/config/selfservice"])
    switch client.credential {
    case .certificate:
      owner = ("User", name)
      proof = try stage.apiServer.authority.client(name).proof
    case .token:
      owner = ("ServiceAccount", "system:serviceaccount:default:\(name)")
      try await stage.admin(["-n", "default", "create", "serviceaccount", name])
      proof = .token(try await stage.token(of: name, in: "default"))
    }
    try await makeTenant(name, spec)
    var answer: Finished?
    do {
      try await eventually("\(owner) to be let make namespaces") {
        answer = try await kubectl("auth can-i create namespaces")
        return answer?.output == "yes\n"
      }
    } catch {
      throw Timeout("\(error)", "\(answer?.output ?? "") \(answer?.errors ?? "")")
    }
  }

  /// Makes a tenant of the same owner.
  func makeTenant(_ name: String, _ spec: JSONValue = [:]) async throws {
    var spec = spec
    spec["owners"] = [["kind": .string(owner.kind), "name": .string(owner.name)]]
    try await stage.make(
      [
        "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
        "metadata": ["name": .string(name)], "spec": spec,
      ], at: "/apis/capsule.clastix.io/v1beta2/tenants")
  }

  /// The tenant as it is.
  func tenant() async throws -> JSONValue {
    try await stage.object("/apis/capsule.clastix.io/v1beta2/tenants/\(name)") ?? .null
  }

  /// The names of the tenant's namespaces, in order, as an administrator sees them.
  func names() async throws -> [String] {
    try await stage.items("/api/v1/namespaces?labelSelector=capsule.clastix.io%2Ftenant%3D\(name)")
      .compactMap { $0["metadata", "name"]?.string }.sorted()
  }

  /// Takes the tenant away, and with it its namespaces.
  func remove() async throws {
    try await stage.remove("/apis/capsule.clastix.io/v1beta2/tenants/\(name)")
  }

  /// Runs one kubectl command as the owner.
  ///
  /// - Parameter proxy: which proxy it goes to; the shared one by default.
  func kubectl(
    _ line: String, through proxy: ProxyProcess? = nil, input: JSONValue? = nil
  ) async throws -> Finished {
    let path = try stage.kubeconfig(with: proof, .proxy, proxy: proxy)
    defer { Folder.remove(path) }
    return try await client.kubectl(
      line.split(separator: " ").map(String.init), kubeconfig: path,
      input: input.map { String(decoding: $0.encoded(), as: UTF8.self) }, in: stage.run)
  }

  /// Makes a namespace of a manifest, as the owner.
  func create(_ metadata: JSONValue) async throws -> Finished {
    try await kubectl(
      "create -f -", input: ["apiVersion": "v1", "kind": "Namespace", "metadata": metadata])
  }
}

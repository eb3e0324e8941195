import Foundation
import Harness
import JSON

/// A federated cluster of a name that no other scenario has, on the stage that they share.
struct FederatedCluster: Sendable {
  let stage: ControllerStage
  let name: String

  private static let version = "/apis/slateci.io/v1alpha2"
  /// The path of the Clusters.
  static let clusters = "\(version)/clusters"

  /// The path of the ClusterNSs in a namespace.
  static func further(in namespace: String) -> String {
    "\(version)/namespaces/\(namespace)/clusternss"
  }

  /// The path of a namespace.
  static func namespace(_ name: String) -> String { "/api/v1/namespaces/\(name)" }

  /// The path of a role binding.
  static func binding(_ namespace: String, _ name: String) -> String {
    "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings/\(name)"
  }

  /// The path of a service account.
  static func account(_ namespace: String, _ name: String) -> String {
    "/api/v1/namespaces/\(namespace)/serviceaccounts/\(name)"
  }

  /// A Cluster.
  static func cluster(_ name: String, spec: JSONValue? = nil) -> JSONValue {
    var object: JSONValue = [
      "apiVersion": "slateci.io/v1alpha2", "kind": "Cluster", "metadata": ["name": .string(name)],
    ]
    if let spec { object["spec"] = spec }
    return object
  }

  /// A ClusterNS.
  static func further(_ name: String, in namespace: String) -> JSONValue {
    [
      "apiVersion": "slateci.io/v1alpha2", "kind": "ClusterNS",
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
    ]
  }

  /// A name of nobody's.
  static func newName() -> String { "c-\(UUID().uuidString.prefix(8).lowercased())" }

  /// The stage of all scenarios of federation on a ground, with the role that clusters have.
  static func stage(_ ground: Ground) async throws -> ControllerStage {
    let stage = try await ControllerStage.ready(ground, controllers: "federation")
    try await installRole(on: stage)
    return stage
  }

  /// Gives clusters their role, as an administrator does who edited the sample.
  static func installRole(on stage: ControllerStage) async throws {
    let file = "\(BuiltProgram.packageRoot)/config/samples/controllers/federation.yaml"
    let sample = try String(contentsOfFile: file, encoding: .utf8)
    // The second document is a Cluster.
    let role = sample.components(separatedBy: "\n---\n")[0]
    try await stage.admin(["apply", "--server-side", "-f", "-"], input: role)
  }

  /// A name on the shared stage, of which there is no Cluster yet.
  init(_ ground: Ground) async throws {
    self.init(on: try await Self.stage(ground), Self.newName())
  }

  init(on stage: ControllerStage, _ name: String) {
    self.stage = stage
    self.name = name
  }

  var path: String { "\(Self.clusters)/\(name)" }

  /// Makes the Cluster and waits until it is ready.
  @discardableResult
  func join(spec: JSONValue? = nil) async throws -> JSONValue {
    try await stage.make(Self.cluster(name, spec: spec), at: Self.clusters)
    return try await stage.untilReady(path, reason: "Synced")
  }

  /// Makes a ClusterNS in the cluster's namespace.
  @discardableResult
  func ask(for further: String, in primary: String? = nil) async throws -> String {
    let primary = primary ?? name
    try await stage.make(Self.further(further, in: primary), at: Self.further(in: primary))
    return "\(Self.further(in: primary))/\(further)"
  }

  /// Makes a namespace that is nobody's, and returns it.
  @discardableResult
  func makeForeign(_ namespace: String) async throws -> JSONValue {
    try await stage.make(
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]],
      at: "/api/v1/namespaces")
  }

  /// The events that tell of the Cluster.
  func events() async throws -> [JSONValue] {
    try await stage.items(
      "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=\(name)")
  }
}

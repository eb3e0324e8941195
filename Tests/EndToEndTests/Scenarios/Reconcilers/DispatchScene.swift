import Foundation
import Harness
import JSON

/// The stage of Dispatch, and names that one scenario has for itself.
struct DispatchScene: Sendable {
  let stage: ControllerStage
  /// What is in every name of the scenario.
  let tag = UUID().uuidString.prefix(6).lowercased()

  static let users = "/apis/netsys.io/v1/namespaces/dispatch/dispatchusers"
  static let owned = "/apis/netsys.io/v1/namespaces/dispatch/ownednamespaces"
  static let accounts = "/api/v1/namespaces/dispatch/serviceaccounts"

  /// The scene on a stage that others share.
  static func ready(_ ground: Ground) async throws -> DispatchScene {
    DispatchScene(on: try await .ready(ground, controllers: "dispatch"))
  }

  /// The scene on a stage of its own, which it has to end.
  static func alone(_ ground: Ground) async throws -> DispatchScene {
    DispatchScene(on: try await ControllerStage(ground, controllers: "dispatch"))
  }

  private init(on stage: ControllerStage) { self.stage = stage }

  /// A name of the scenario.
  func name(_ suffix: String) -> String { "\(tag)-\(suffix)" }

  func user(_ name: String) -> String { "\(Self.users)/\(name)" }
  func owned(_ name: String) -> String { "\(Self.owned)/\(name)" }
  func account(_ name: String) -> String { "\(Self.accounts)/\(name)" }
  func namespace(_ name: String) -> String { "/api/v1/namespaces/\(name)" }

  /// The path of a role binding.
  func binding(_ name: String, in namespace: String) -> String {
    "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings/\(name)"
  }

  /// The role bindings that were made in a namespace.
  func bindings(in namespace: String) async throws -> [JSONValue] {
    let path = "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings"
    return try await stage.items(
      "\(path)?labelSelector=bailiwick.dev%2Fcontroller%3Ddispatch")
  }

  /// Makes a DispatchUser, and returns its path.
  func addUser(
    _ name: String, _ userID: String, _ namespaces: [String],
    _ more: KeyValuePairs<String, JSONValue> = [:]
  ) async throws -> String {
    var spec: JSONValue = ["userID": .string(userID), "namespaces": .strings(namespaces)]
    for (key, value) in more { spec[key] = value }
    try await stage.make(
      [
        "apiVersion": "netsys.io/v1", "kind": "DispatchUser",
        "metadata": ["name": .string(name), "namespace": "dispatch"], "spec": spec,
      ], at: Self.users)
    return user(name)
  }

  /// Makes an OwnedNamespace by hand, and returns its path.
  func addOwned(
    _ name: String, _ ownerID: String, _ namespace: String,
    _ more: KeyValuePairs<String, JSONValue> = [:]
  ) async throws -> String {
    var spec: JSONValue = ["ownerID": .string(ownerID), "namespace": .string(namespace)]
    for (key, value) in more { spec[key] = value }
    try await stage.make(
      [
        "apiVersion": "netsys.io/v1", "kind": "OwnedNamespace",
        "metadata": ["name": .string(name), "namespace": "dispatch"], "spec": spec,
      ], at: Self.owned)
    return owned(name)
  }

  /// Makes a namespace as anybody might.
  func addNamespace(_ name: String) async throws {
    try await stage.make(
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]],
      at: "/api/v1/namespaces")
  }

  /// Whether a namespace is there, and not on its way out.
  func isKept(_ name: String) async throws -> Bool {
    let namespace = try await stage.object(namespace(name))
    return namespace?["status", "phase"]?.string == "Active"
  }
}

import Foundation
import Harness
import JSON

/// A tenant that one scenario made for itself, where the program keeps tenants.
struct TenantScene: Sendable {
  let stage: ControllerStage
  /// The tenant's name, which begins the names of its namespaces.
  let name = "kept-\(UUID().uuidString.prefix(8).lowercased())"

  static let tenants = "/apis/capsule.clastix.io/v1beta2/tenants"
  static let namespaces = "/api/v1/namespaces"

  /// The scene on a stage that others share.
  static func ready(_ ground: Ground) async throws -> TenantScene {
    TenantScene(stage: try await .ready(ground, controllers: "tenants"))
  }

  /// The path of the tenant.
  var path: String { "\(Self.tenants)/\(name)" }

  /// The name of a namespace of the scenario.
  func namespace(_ suffix: String) -> String { "\(name)-\(suffix)" }

  static func path(ofNamespace name: String) -> String { "\(namespaces)/\(name)" }

  /// Makes the tenant.
  func make(_ spec: JSONValue) async throws {
    try await stage.make(
      [
        "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
        "metadata": ["name": .string(name)], "spec": spec,
      ], at: Self.tenants)
  }

  /// Owners, as a spec has them.
  static func owners(_ users: User...) -> JSONValue {
    .array(users.map { ["kind": "User", "name": .string($0.rawValue)] })
  }

  /// Makes a namespace, and returns its name.
  @discardableResult
  func add(_ suffix: String, _ metadata: JSONValue = [:]) async throws -> String {
    let name = namespace(suffix)
    var metadata = metadata
    metadata["name"] = .string(name)
    try await stage.make(
      ["apiVersion": "v1", "kind": "Namespace", "metadata": metadata], at: Self.namespaces)
    return name
  }

  /// Makes a namespace that an administrator gives to the tenant, and waits until it is.
  @discardableResult
  func give(_ suffix: String) async throws -> String {
    let name = try await add(
      suffix, ["annotations": ["bailiwick.dev/adopt": .string("Tenant/\(self.name)")]])
    try await untilStatus { $0["namespaces"]?.array?.contains(.string(name)) == true }
    return name
  }

  /// Waits until the status of the tenant is so.
  @discardableResult
  func untilStatus(_ isSo: (JSONValue) -> Bool) async throws -> JSONValue {
    try await stage.until(path, "to have the status") { isSo($0["status"] ?? [:]) }
  }

  /// The role bindings that were made for tenants in a namespace.
  func bindings(in namespace: String) async throws -> [JSONValue] {
    try await stage.items(
      "/apis/rbac.authorization.k8s.io/v1/namespaces/\(namespace)/rolebindings"
        + "?labelSelector=bailiwick.dev%2Fcontroller%3Dtenants")
  }

  /// Waits until the roles of these names are bound, and to whom: `ROLE NAME…`.
  func untilBound(_ wanted: [String], in namespace: String) async throws {
    var last: [String] = []
    do {
      try await eventually("\(wanted) in \(namespace)", every: .milliseconds(20)) {
        last = try await bindings(in: namespace).map { binding in
          let names = (binding["subjects"]?.array ?? []).map { $0["name"]?.string ?? "" }
          return ([binding["roleRef", "name"]?.string ?? ""] + names).joined(separator: " ")
        }.sorted()
        return last == wanted.sorted()
      }
    } catch let timeout as Timeout {
      throw Timeout(timeout.description, "\(last)\n\(stage.proxy.process.errors.suffix(2000))")
    }
  }

  /// Whether a user may, as the API server says when it is asked past the proxy.
  func may(_ user: User, _ line: String) async throws -> Bool {
    try await stage.kubectl("auth can-i \(line)", token: user.token, .direct).exitCode == 0
  }
}

import JSON
import Kubernetes
import TestSupport
import Testing

@testable import Controllers

/// What scenarios of tenants do and look at.
struct TenantScene: Sendable {
  let cluster: StagedCluster

  static let crd = APIResource(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition")

  @discardableResult
  func tenant(_ name: String, _ spec: JSONValue) async throws -> APIObject {
    try await cluster.apply(
      APIResource.tenants.object(ObjectKey(name: name), ["spec": spec]), .tenants)
  }

  /// A namespace that an administrator gives to a tenant.
  func give(_ namespace: String, to tenant: String) async throws {
    try await cluster.apply(
      APIResource.namespaces.object(
        ObjectKey(name: namespace), annotations: [Claimant.adoption: "Tenant/\(tenant)"]),
      .namespaces)
  }

  /// `NAMESPACE ROLE SUBJECT…` of each role binding that was made for a tenant.
  func bindings() async throws -> [String] {
    try await cluster.objects(.roleBindings, labelled: "bailiwick.dev/controller=tenants")
      .map { binding in
        let subjects = (binding.json["subjects"]?.array ?? []).map { $0["name"]?.string ?? "" }
        let role = binding.json["roleRef", "name"]?.string ?? ""
        return ([binding.key.namespace, role] + subjects).joined(separator: " ")
      }.sorted()
  }

  func until(_ wanted: [String]) async throws {
    try await cluster.eventually("\(wanted)") { try await bindings() == wanted.sorted() }
  }

  func ready(_ tenant: String) async throws -> (truth: String, reason: String) {
    let status = try await cluster.object(.tenants, tenant)?.json["status"]
    let ready = status?["conditions"]?.array?.first { $0["type"]?.string == "Ready" }
    return (ready?["status"]?.string ?? "", ready?["reason"]?.string ?? "")
  }

  func until(_ tenant: String, has namespaces: [String]) async throws {
    try await cluster.eventually("\(tenant) to have \(namespaces)") {
      let status = try await cluster.object(.tenants, tenant)?.json["status"]
      return status?["namespaces"] == .strings(namespaces)
        && status?["size"] == .int(namespaces.count)
    }
  }
}

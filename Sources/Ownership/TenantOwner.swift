package import JSON
internal import KubernetesAPI

/// An owner of a tenant, and what it is bound to in each of the tenant's namespaces.
package struct TenantOwner: Sendable, Hashable {
  /// The role of an owner of whom nothing else is said.
  package static let role = "admin"

  /// Who it is.
  package let principal: Principal
  /// The cluster roles it is bound to.
  package let clusterRoles: [String]
  /// What its role bindings are labelled.
  package let labels: [String: String]
  /// What its role bindings are annotated with.
  package let annotations: [String: String]

  /// An owner of its parts.
  package init(
    _ principal: Principal, clusterRoles: [String] = [role], labels: [String: String] = [:],
    annotations: [String: String] = [:]
  ) {
    self.principal = principal
    self.clusterRoles = clusterRoles
    self.labels = labels
    self.annotations = annotations
  }

  /// The owners of a tenant in whichever of its shapes, in the order of the shapes, and what is wrong
  /// with those that cannot be used.
  package static func all(
    of tenant: JSONValue
  ) -> (owners: [TenantOwner], problems: [Problem]) {
    guard let metadata = try? ObjectMeta(of: tenant) else { return ([], []) }
    var reader = TenantReader(metadata: metadata, object: tenant)
    let owners = reader.boundOwners()
    return (owners, reader.problems)
  }
}

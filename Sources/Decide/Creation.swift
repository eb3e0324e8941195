package import KubernetesAPI

/// The making of a namespace by an owner of tenants.
///
/// It runs widened, and only by the protocol that begins with a fresh read of the tenant.
package struct Creation: Sendable {
  /// The tenants that the caller owns, in order: one at least.
  package var tenants: [String]
  /// The group that lets the API server answer it.
  package var group: String
  /// The path of the namespaces, without a query.
  package var path: String
  /// The client's query.
  package var query: Query
  /// The value of the `Accept` field of the request that makes it.
  package var accept: String

  /// Creates what is to be made.
  package init(tenants: [String], group: String, path: String, query: Query, accept: String) {
    self.tenants = tenants
    self.group = group
    self.path = path
    self.query = query
    self.accept = accept
  }
}

/// What makes a namespace visible to a caller, beside owning it through a tenant.
package enum Visibility: String, Sendable, CaseIterable {
  /// Nothing else.
  case owned
  /// A binding in the namespace to a role that may get the namespace.
  case getNamespace = "get-namespace"
  /// Any binding in the namespace.
  case anyBinding = "any-binding"
}

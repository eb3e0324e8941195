/// What owners of tenants need to make namespaces.
package struct SelfService: Sendable {
  /// What is done under the program's own name.
  package let grants: NamespaceGrants
  /// Whether no namespace of a tenant may have this name.
  package let isProtected: @Sendable (String) -> Bool
  /// Whether owners make namespaces here at the moment: not where another program sees to that.
  package let isOn: @Sendable () -> Bool

  /// Creates it of its parts.
  package init(
    grants: NamespaceGrants, isProtected: @escaping @Sendable (String) -> Bool,
    isOn: @escaping @Sendable () -> Bool = { true }
  ) {
    self.grants = grants
    self.isProtected = isProtected
    self.isOn = isOn
  }
}

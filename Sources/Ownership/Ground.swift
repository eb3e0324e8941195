/// Why something of a resource is a caller's, or is not: told to people who ask.
///
/// There are grounds of the caller's own only: of tenants that the caller owns, and of role bindings
/// that name the caller.
package struct Ground: Sendable, Hashable {
  /// What it comes from.
  package enum Source: Sendable, Hashable {
    /// A tenant, by its name.
    case tenant(String)
    /// A custom resource that claims the namespace.
    case claim(NamespaceClaim.Source)
    /// A role binding in the namespace.
    case roleBinding(namespace: String, name: String, role: RoleReference)
    /// Role bindings in the namespaces that are named.
    case roleBindings
    /// What is remembered of a namespace that is gone.
    case memory
  }

  /// What it comes from.
  package let source: Source
  /// As whom the caller has it: the user, or a group of the user's.
  package let owner: Principal
  /// What may be done on this ground; nothing where the tenant gives no operation.
  package let operations: Operations
  /// Whether it selects the object that was asked for, or any.
  package let verdict: NameVerdict
  /// Why, in a clause.
  package let reason: String
  /// The names it selects, where none was asked for and they are known; not more than a few.
  package let names: [String]
  /// How many more names it selects.
  package let moreNames: Int

  /// The most names that are told.
  package static let mostNames = 64

  init(
    _ source: Source, _ owner: Principal, _ verdict: NameVerdict, _ reason: String,
    operations: Operations = .list, names: [String] = []
  ) {
    self.source = source
    self.owner = owner
    self.operations = operations
    self.verdict = verdict
    self.reason = reason
    self.names = Array(names.sorted().prefix(Self.mostNames))
    moreNames = max(0, names.count - Self.mostNames)
  }
}

package import Decide

/// What the flags ask of the program, as far as it takes rights.
package struct Installation: Sendable, Hashable {
  /// What the names of the widening groups begin with.
  package var groupPrefix: String
  /// The program's own namespace.
  package var namespace: String
  /// Whose objects the controllers keep; empty where none run.
  package var systems: Set<System>
  /// Whether owners of tenants make namespaces.
  package var isSelfService: Bool
  /// In whose names the program acts, and for what.
  package var scope: ImpersonationScope

  /// What the flags ask for; by default everything.
  package init(
    groupPrefix: String = "bailiwick:", namespace: String = "bailiwick-system",
    systems: Set<System> = Set(System.allCases), isSelfService: Bool = true,
    scope: ImpersonationScope = .legacy
  ) {
    self.groupPrefix = groupPrefix
    self.namespace = namespace
    self.systems = systems
    self.isSelfService = isSelfService
    self.scope = scope
  }
}

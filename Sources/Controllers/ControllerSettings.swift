/// What the controllers are told.
package struct ControllerSettings: Sendable {
  /// Where the number goes when the name of a federated namespace is taken.
  package enum ConflictNaming: String, Sendable, CaseIterable {
    /// In front: `1-cluster1`.
    case prefix
    /// Behind: `cluster1-1`.
    case suffix
  }

  /// Which run.
  package var selection = ControllerSelection.all
  /// The program's own namespace.
  package var namespace = "bailiwick-system"
  /// Namespaces that nobody may claim, beside the program's own and the cluster's.
  package var protectedNamespaces: Set<String> = []
  /// How taken names of federated namespaces are told apart.
  package var conflictNaming = ConflictNaming.prefix
  /// A ClusterRole that every federated cluster's account is bound to cluster-wide; nil for none.
  package var federationGlobalRole: String?

  /// How long the replica that writes may be silent until another takes its place.
  package var lease = Duration.seconds(15)

  /// The settings of a program that is told nothing.
  package init() {}

  /// Whether a namespace may be claimed by nobody: those of the cluster and of the program, and the
  /// one with the accounts of all users of Dispatch.
  package func isProtected(_ name: String) -> Bool {
    name == "default" || name.hasPrefix("kube-") || name == namespace
      || name == Dispatch.namespace || protectedNamespaces.contains(name)
  }
}

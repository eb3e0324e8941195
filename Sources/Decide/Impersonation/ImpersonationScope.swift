/// In whose name, and for what, the program's account may act.
package enum ImpersonationScope: String, CaseIterable, Sendable {
  /// As anybody for anything, by the verb `impersonate`: worth as much as an administrator.
  case legacy
  /// As users, to read what is filtered, by the verbs of Kubernetes 1.36 (KEP-5284).
  case constrained
  /// The same, and by the older verb as those callers without a token of their own whom it names.
  case mixed

  /// Whether widened requests must name users alone: neither service accounts nor nodes may bring
  /// groups along.
  package var isConstrained: Bool { self != .legacy }

  /// Whether what passes may go in the name of who has no token that the API server knows.
  package var letsPass: Bool { self != .constrained }
}

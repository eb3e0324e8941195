/// Something about a tenant that an administrator should know.
struct TenantProblem: Sendable, Hashable {
  /// The reasons there are, as the condition says them; the first one that holds is told.
  enum Reason: String, Sendable, CaseIterable {
    /// A namespace was to be the tenant's, and is somebody else's.
    case namespaceTaken = "NamespaceTaken"
    /// A namespace was to be the tenant's, and may be nobody's.
    case namespaceForbidden = "NamespaceForbidden"
    /// A role may not be bound, or not by the program.
    case roleForbidden = "RoleForbidden"
    /// A role binding was refused for another reason.
    case bindingRefused = "BindingRefused"
    /// A part of the tenant binds nobody.
    case specInvalid = "SpecInvalid"
    /// There are more namespaces than the tenant may have.
    case quotaExceeded = "QuotaExceeded"
    /// A namespace names the tenant without being its own.
    case namespaceUnproven = "NamespaceUnproven"

    /// Whether something that the tenant asks for is not there.
    var isFailure: Bool { self != .quotaExceeded && self != .namespaceUnproven }
  }

  /// The reason.
  let reason: Reason
  /// A sentence that says what to do.
  let message: String

  init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// A namespace that names the tenant in its label alone.
  static func unproven(_ namespace: String, tenant: String) -> TenantProblem {
    TenantProblem(
      .namespaceUnproven,
      "the namespace \(namespace) is labelled as the tenant's and is not: an administrator may give it "
        + "with the annotation \(Claimant.adoption)=Tenant/\(tenant), or take the label off")
  }
}

extension TenantProblem: Comparable {
  /// The graver first, and then in the order of their words.
  static func < (left: TenantProblem, right: TenantProblem) -> Bool {
    (left.rank, left.message) < (right.rank, right.message)
  }

  private var rank: Int { Reason.allCases.firstIndex(of: reason) ?? 0 }
}

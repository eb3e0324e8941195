/// Why a user has what they ask for, or not, in the words of the condition Ready.
package enum DispatchReason: String, Sendable, CaseIterable {
  /// It is all there.
  case granted = "Granted"
  /// It was not looked at yet.
  case pending = "Pending"
  /// An older object says something else about the same.
  case conflict = "Conflict"
  /// It does not say whom it is about.
  case invalid = "Invalid"
  /// A service account of the name is there, and is somebody else's.
  case accountTaken = "AccountTaken"
  /// Objects of all names that would do are there, and are somebody else's.
  case nameTaken = "NameTaken"
  /// Nobody may have the namespace.
  case namespaceForbidden = "NamespaceForbidden"
  /// The namespace is somebody else's.
  case namespaceTaken = "NamespaceTaken"
  /// The namespace is being deleted.
  case namespaceTerminating = "NamespaceTerminating"
  /// The cluster role may not be bound, or is not there.
  case roleForbidden = "RoleForbidden"
  /// The API server does not take the quota.
  case quotaRefused = "QuotaRefused"

  /// Whether it may change without anything that is followed changing: it is tried again.
  var isPassing: Bool {
    switch self {
    case .granted, .conflict, .invalid, .namespaceTaken: false
    case .pending, .namespaceTerminating, .accountTaken, .nameTaken, .namespaceForbidden,
      .roleForbidden, .quotaRefused:
      true
    }
  }
}

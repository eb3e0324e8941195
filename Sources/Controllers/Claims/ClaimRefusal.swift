internal import Kubernetes

/// Why a namespace is not a claimant's.
package struct ClaimRefusal: Sendable, Hashable {
  /// The reasons there are, as conditions say them.
  package enum Reason: String, Sendable {
    /// Nobody may have it.
    case namespaceForbidden = "NamespaceForbidden"
    /// It exists, and is somebody else's.
    case namespaceTaken = "NamespaceTaken"
  }

  /// The reason.
  package let reason: Reason
  /// A sentence that says what to do.
  package let message: String

  /// A refusal of its parts.
  package init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// The refusal of a namespace that exists.
  static func taken(_ namespace: APIObject, by other: Claimant?) -> ClaimRefusal {
    let name = namespace.key.name
    guard let other else {
      return ClaimRefusal(
        .namespaceTaken,
        "the namespace \(name) exists and was not made for this; an administrator may give it away "
          + "with the annotation \(Claimant.adoption)")
    }
    return ClaimRefusal(.namespaceTaken, "the namespace \(name) belongs to \(other)")
  }
}

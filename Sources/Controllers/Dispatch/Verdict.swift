package import JSON
package import Kubernetes

/// What was found of an object, as its condition Ready says it.
package struct Verdict: Sendable, Hashable {
  /// The reason.
  package let reason: DispatchReason
  /// A sentence that says what is so, and what to do about it.
  package let message: String

  /// A verdict of its parts.
  package init(_ reason: DispatchReason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// What a refused claim comes to.
  package init(_ refusal: ClaimRefusal) {
    switch refusal.reason {
    case .namespaceForbidden: self.init(.namespaceForbidden, refusal.message)
    case .namespaceTaken: self.init(.namespaceTaken, refusal.message)
    }
  }

  /// Nothing was found yet.
  package static let pending = Verdict(.pending, "it was not looked at yet")

  /// Whether everything is there.
  package var isGranted: Bool { reason == .granted }

  /// The condition.
  package var condition: Condition {
    Condition("Ready", isGranted, reason: reason.rawValue, message: message)
  }

  /// The condition Ready that an object has.
  package static func condition(of object: APIObject) -> JSONValue? {
    object.json["status", "conditions"]?.array?.first { $0["type"]?.string == "Ready" }
  }

  /// Whether the object's condition says something else than this in its reason, which is worth an
  /// event.
  package func isNews(to object: APIObject) -> Bool {
    reason != .pending && Self.condition(of: object)?["reason"]?.string != reason.rawValue
  }
}

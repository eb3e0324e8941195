package import JSON

/// One condition of an object's status (metav1.Condition).
package struct Condition: Sendable, Hashable {
  /// What it is about: `Ready`.
  package var type: String
  /// Whether it is so.
  package var isTrue: Bool
  /// Why, in one word of a closed list.
  package var reason: String
  /// Why, in a sentence for people.
  package var message: String

  /// A condition of its parts.
  package init(_ type: String, _ isTrue: Bool, reason: String, message: String) {
    self.type = type
    self.isTrue = isTrue
    self.reason = reason
    self.message = message
  }

  /// The condition as it is written.
  ///
  /// - Parameters:
  ///   - status: The status that the object has; its time holds as long as the truth does not change.
  ///   - generation: The object's generation of which it tells.
  ///   - now: RFC 3339, in seconds.
  package func json(over status: JSONValue?, generation: Int, now: String) -> JSONValue {
    let truth: JSONValue = isTrue ? "True" : "False"
    let known = status?["conditions"]?.array?.first { $0["type"]?.string == type }
    let since = known?["status"] == truth ? known?["lastTransitionTime"]?.string : nil
    return [
      "type": .string(type), "status": truth, "observedGeneration": .int(generation),
      "lastTransitionTime": .string(since ?? now), "reason": .string(reason),
      "message": .string(message),
    ]
  }
}

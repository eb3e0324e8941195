/// An answer that is no object: `metav1.Status`.
package struct Status: Error, Sendable, Hashable {
  /// One of several causes.
  package struct Cause: Sendable, Hashable {
    /// A machine-readable word, such as `FieldValueInvalid`.
    package var reason: String
    /// What a person reads.
    package var message: String
    /// The field the cause lies in; empty when there is none.
    package var field: String

    /// Creates a cause.
    package init(reason: String = "", message: String = "", field: String = "") {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  /// What the answer is about.
  package struct Details: Sendable, Hashable {
    /// The object's name.
    package var name: String
    /// The API group.
    package var group: String
    /// The resource, or the kind.
    package var kind: String
    /// The object's identity.
    package var uid: String
    /// The causes.
    package var causes: [Cause]
    /// After how many seconds to try again; nil when nothing is said of it.
    package var retryAfterSeconds: Int?

    /// Creates details; nothing said is an empty object.
    package init(
      name: String = "", group: String = "", kind: String = "", uid: String = "",
      causes: [Cause] = [], retryAfterSeconds: Int? = nil
    ) {
      self.name = name
      self.group = group
      self.kind = kind
      self.uid = uid
      self.causes = causes
      self.retryAfterSeconds = retryAfterSeconds
    }
  }

  /// Whether the operation failed; otherwise it succeeded.
  package var isFailure = true
  /// The HTTP status.
  package var code: Int
  /// A machine-readable word, such as `Forbidden`.
  package var reason: String
  /// What a person reads.
  package var message: String
  /// What the answer is about; nil when nothing is said.
  package var details: Details?
  /// `metadata.continue` of an expired list; it names a key.
  package var continueToken = ""

  /// Creates a failure.
  package init(code: Int, reason: String, message: String, details: Details? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
  }
}

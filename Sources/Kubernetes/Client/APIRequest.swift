/// One request to the API server, as a transport sends it.
package struct APIRequest: Sendable, Equatable {
  /// One header field.
  package struct Field: Sendable, Equatable {
    /// The field's name.
    package let name: String

    /// The field's value.
    package let value: String

    /// A field of both.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The HTTP method.
  package let method: String

  /// The target in origin form, with the base path of the server.
  package let target: String

  /// The header fields, without Host, Content-Length and those of the connection, which are the
  /// transport's.
  package let fields: [Field]

  /// The body; nil for none.
  package let body: [UInt8]?

  /// How long the whole exchange may take; nil for as long as the server likes.
  package let deadline: Duration?

  /// How long the transport waits for the next byte.
  package let silence: Duration

  /// Whether the request may be sent again when a connection that was used before turns out dead.
  package let isRepeatable: Bool

  /// A request of its parts.
  package init(
    method: String, target: String, fields: [Field] = [], body: [UInt8]? = nil,
    deadline: Duration?, silence: Duration, isRepeatable: Bool
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
    self.deadline = deadline
    self.silence = silence
    self.isRepeatable = isRepeatable
  }
}

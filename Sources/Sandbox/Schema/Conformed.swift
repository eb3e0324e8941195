import JSON

/// A value brought into the shape of a schema.
struct Conformed: Sendable {
  /// The value: fields in the schema's order, maps sorted, nothing unknown, nothing empty that Go
  /// would leave out.
  var value: JSONValue
  /// Where unknown fields were, such as `spec.foo` or `spec.containers[0].foo`; they are dropped.
  var unknown: [String] = []
}

/// A value that cannot be read as its schema says.
struct ConformError: Error, Sendable {
  /// In the words of Go's decoder: `json: cannot unmarshal string into Go struct field …`.
  let message: String
}

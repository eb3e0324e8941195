import JSON

extension Schema {
  /// Reads a value as Go reads JSON into the type, and writes it as Go writes it.
  func conform(_ value: JSONValue) throws(ConformError) -> Conformed { Conformed(value: value) }
}

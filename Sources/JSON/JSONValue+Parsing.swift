extension JSONValue {
  /// Reads one JSON text, strictly (RFC 8259).
  ///
  /// Beyond the grammar these are errors: two members of one name in an object, bytes that are
  /// not UTF-8, half a surrogate pair, anything but white space after the value, and a text over
  /// `limits`. A byte order mark is none of the grammar's bytes.
  package init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  /// Reads one JSON text that is part of a larger buffer.
  package init(parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: bytes.span, limits: limits)
  }

  /// Reads one JSON text from borrowed memory.
  package init(
    parsing bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard
  ) throws(JSONError) {
    try self.init(
      parsing: unsafe Span(_unsafeElements: bytes.bindMemory(to: UInt8.self)), limits: limits)
  }

  /// Reads one JSON text from a span.
  package init(parsing bytes: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: limits)
    self = try reader.value()
    try reader.end()
  }
}

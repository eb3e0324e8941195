/// The shape of a value: what may be in it, in which order it is written, and how two are merged.
///
/// One description serves the decoding of requests, protobuf, patches, the ownership of fields, and
/// the documents of OpenAPI.
indirect enum Schema: Sendable {
  /// Anything; nothing in it is known, nothing is dropped.
  case any
  /// One value that has no parts.
  case scalar(Scalar)
  /// Values in order.
  case list(Schema, ListKind)
  /// Values by names that are data and not fields.
  case map(Schema, isAtomic: Bool)
  /// Fields with names of their own.
  case object(Structure)
  /// A structure of the built-in table, by its name.
  case message(String)
}

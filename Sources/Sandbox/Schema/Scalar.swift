/// The values without parts, as the API's Go types have them.
enum Scalar: String, Sendable {
  case string, bool, int32, int64, double, bytes
  /// `metav1.Time` and `metav1.MicroTime`: RFC 3339 in JSON, a message of seconds in protobuf.
  case time, microTime
  /// `metav1.Duration`: Go's spelling, such as `1m0s`.
  case duration
  /// `resource.Quantity`.
  case quantity
  /// `intstr.IntOrString`.
  case intOrString
  /// `metav1.FieldsV1`, and `runtime.RawExtension`: JSON within.
  case json
}

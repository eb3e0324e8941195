/// A Go structure whose fields JSON has in the one around it (`json:",inline"`).
struct Inlined: Sendable, Hashable {
  /// The number of its message in protobuf; 0 for `TypeMeta`, which protobuf has not.
  let number: Int
  /// The name of the Go type, which is in the path of an error.
  let name: String

  /// Where `kind` and `apiVersion` come from.
  static let typeMeta = Inlined(number: 0, name: "TypeMeta")
}

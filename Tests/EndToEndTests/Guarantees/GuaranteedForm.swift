/// A form in which an answer is asked for.
struct GuaranteedForm: Sendable, CustomStringConvertible {
  let description: String
  /// The value of `Accept`.
  let accept: String
  /// The value of `includeObject`; nil for none.
  var includeObject: String?

  private static let json = "application/json"
  private static let protobuf = "application/vnd.kubernetes.protobuf"
  private static let table = ";as=Table;g=meta.k8s.io;v=v1"

  /// Every form; `kind` is `PartialObjectMetadata`, or its list where there is more than one.
  static func all(_ kind: String) -> [GuaranteedForm] {
    let metadata = ";as=\(kind);g=meta.k8s.io;v=v1"
    return [
      GuaranteedForm(description: "JSON", accept: json),
      GuaranteedForm(description: "Table", accept: json + table),
      GuaranteedForm(description: "Table v1beta1", accept: json + table + "beta1"),
      GuaranteedForm(
        description: "Table without objects", accept: json + table, includeObject: "None"),
      GuaranteedForm(
        description: "Table with whole objects", accept: json + table, includeObject: "Object"),
      GuaranteedForm(description: "metadata", accept: json + metadata),
      GuaranteedForm(description: "protobuf", accept: protobuf),
      GuaranteedForm(description: "metadata in protobuf", accept: protobuf + metadata),
      GuaranteedForm(description: "Table in protobuf", accept: protobuf + table),
      GuaranteedForm(description: "YAML", accept: "application/yaml"),
      GuaranteedForm(description: "CBOR", accept: "application/cbor"),
      GuaranteedForm(description: "`*/*`", accept: "*/*"),
    ]
  }

  /// The headings of a table.
  static let headings = all("").map(\.description)
}

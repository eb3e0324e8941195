package import JSON

/// YAML read as the JSON that Kubernetes makes of it.
package enum YAML {
  /// The documents of a text, in order; an empty document is null.
  ///
  /// Scalars are resolved as `sigs.k8s.io/yaml` resolves them (YAML 1.1: `yes`, `on` and `y` are
  /// true, `010` is eight), keys that are numbers or truths become strings, `<<` merges with the
  /// mapping's own keys winning. Errors: what libyaml refuses, two equal keys, an unknown tag or
  /// alias, more than a hundred levels, and more than a million values, aliases counted expanded.
  package static func documents(_ bytes: [UInt8]) throws(YAMLError) -> [JSONValue] {
    try located(bytes).map(\.value)
  }

  /// The same documents, each with the line where its value begins, the first being 1.
  package static func located(_ bytes: [UInt8]) throws(YAMLError) -> [(line: Int, value: JSONValue)]
  {
    var composer = try YAMLComposer(bytes)
    return try composer.documents()
  }

  /// The first document, as a reader takes it that lets the last of equal keys win.
  package static func lenient(_ bytes: [UInt8]) throws(YAMLError) -> YAMLReading {
    var composer = try YAMLComposer(bytes, allowsDuplicates: true)
    let value = try composer.documents().first?.value ?? .null
    return YAMLReading(value: value, duplicates: composer.duplicates)
  }

  /// A value as a YAML document, as `sigs.k8s.io/yaml` writes it: keys sorted, block style.
  package static func encode(_ value: JSONValue) -> [UInt8] {
    var writer = YAMLWriter()
    writer.document(value)
    return writer.text
  }
}

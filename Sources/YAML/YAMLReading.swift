package import JSON

/// What was read of a text that may repeat keys.
package struct YAMLReading: Sendable {
  /// The first document; null when there is none.
  package var value: JSONValue

  /// What is wrong with the text for a strict reader, in the words of Go.
  package var duplicates: [String] = []

  /// What a strict reader says of the text; nil when it takes it
  /// (`goyaml.v2/yaml.go`, `TypeError`).
  package var problem: String? {
    guard !duplicates.isEmpty else { return nil }
    return "yaml: unmarshal errors:\n" + duplicates.map { "  \($0)" }.joined(separator: "\n")
  }
}

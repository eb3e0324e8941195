import JSON

/// A node of the schema in a CustomResourceDefinition (`JSONSchemaProps`), read once.
///
/// Rules in CEL (`x-kubernetes-validations`) are known to be there, and not evaluated.
final class StructuralSchema: Sendable {
  /// `type`; empty when any type will do.
  let type: String
  /// The types a value may have; both for `x-kubernetes-int-or-string`.
  let types: [String]
  let format: String
  let isNullable: Bool
  /// Known properties, by name.
  let properties: [String: StructuralSchema]
  /// The names of `properties` in order.
  let propertyNames: [String]
  /// What properties of other names have to be; nil when they are unknown.
  let additional: StructuralSchema?
  /// Whether properties of other names are kept whatever they are.
  let allowsAdditional: Bool
  let items: StructuralSchema?
  let required: [String]
  let choices: [JSONValue]
  let bounds: Bounds
  let composition: Composition
  /// The value when there is none.
  let defaultValue: JSONValue?
  let preservesUnknown: Bool
  let isEmbedded: Bool
  let isIntOrString: Bool
  /// `atomic`, `set` or `map`; nil when nothing is said.
  let listType: String?
  let listMapKeys: [String]
  /// `atomic` or `granular`; nil when nothing is said.
  let mapType: String?
  /// Whether there are rules in CEL here or below.
  let hasRules: Bool

  /// A schema that says nothing.
  static let empty = StructuralSchema([:])

  init(_ schema: JSONValue) {
    type = schema["type"]?.string ?? ""
    format = schema["format"]?.string ?? ""
    isNullable = schema["nullable"]?.bool ?? false
    isIntOrString = schema["x-kubernetes-int-or-string"]?.bool ?? false
    types = isIntOrString ? ["integer", "string"] : type.isEmpty ? [] : [type]
    var properties: [String: StructuralSchema] = [:]
    for (name, property) in schema["properties"]?.object ?? [:] {
      properties[name] = StructuralSchema(property)
    }
    self.properties = properties
    propertyNames = properties.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let additional = schema["additionalProperties"]
    self.additional = additional?.object.map { StructuralSchema(.object($0)) }
    allowsAdditional = additional?.bool ?? (additional != nil)
    items = schema["items"].map(StructuralSchema.init)
    required = schema["required"]?.array?.compactMap(\.string) ?? []
    choices = schema["enum"]?.array ?? []
    bounds = Bounds(schema)
    composition = Composition(schema)
    defaultValue = schema["default"]
    preservesUnknown = schema["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
    isEmbedded = schema["x-kubernetes-embedded-resource"]?.bool ?? false
    listType = schema["x-kubernetes-list-type"]?.string
    listMapKeys = schema["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
    mapType = schema["x-kubernetes-map-type"]?.string
    hasRules =
      !(schema["x-kubernetes-validations"]?.array ?? []).isEmpty
      || properties.values.contains(where: \.hasRules) || self.additional?.hasRules ?? false
      || items?.hasRules ?? false
  }

  /// What the members of an object of that name have to be; nil for an unknown one.
  func member(_ name: String) -> StructuralSchema? {
    properties[name] ?? additional ?? (allowsAdditional ? .anything : nil)
  }

  /// What keeps everything.
  private static let anything = StructuralSchema(["x-kubernetes-preserve-unknown-fields": true])
}

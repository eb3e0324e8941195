import JSON

/// The schema in a definition, brought into the shape of Go's `JSONSchemaProps`.
struct SchemaDocument {
  /// What a member is, and so which of its values are left out.
  private enum Kind {
    case text, truth, number, json, list, schema, schemas, named, rules
    /// A truth that may be false.
    case kept
  }

  /// The members in the order of their declaration (`apiextensions/v1/types_jsonschema.go`).
  private static let members: [(name: String, kind: Kind)] = [
    ("id", .text), ("$schema", .text), ("$ref", .json), ("description", .text), ("type", .text),
    ("format", .text), ("title", .text), ("default", .json), ("maximum", .number),
    ("exclusiveMaximum", .truth), ("minimum", .number), ("exclusiveMinimum", .truth),
    ("maxLength", .number), ("minLength", .number), ("pattern", .text), ("maxItems", .number),
    ("minItems", .number), ("uniqueItems", .truth), ("multipleOf", .number), ("enum", .list),
    ("maxProperties", .number), ("minProperties", .number), ("required", .list),
    ("items", .schema), ("allOf", .schemas), ("oneOf", .schemas), ("anyOf", .schemas),
    ("not", .schema), ("properties", .named), ("additionalProperties", .schema),
    ("patternProperties", .named), ("dependencies", .json), ("additionalItems", .schema),
    ("definitions", .named), ("externalDocs", .json), ("example", .json), ("nullable", .truth),
    ("x-kubernetes-preserve-unknown-fields", .kept), ("x-kubernetes-embedded-resource", .truth),
    ("x-kubernetes-int-or-string", .truth), ("x-kubernetes-list-map-keys", .list),
    ("x-kubernetes-list-type", .text), ("x-kubernetes-map-type", .text),
    ("x-kubernetes-validations", .rules),
  ]

  private static let ruleMembers = [
    "rule", "message", "messageExpression", "reason", "fieldPath", "optionalOldSelf",
  ]

  private static let known = Set(members.map(\.name))

  /// Where members were that are none of a schema.
  private(set) var unknown: [String] = []

  // `nil` alone would be `JSONValue.null` below.

  /// The schema as Go writes it.
  mutating func shaped(_ schema: JSONValue, at path: String) -> JSONValue {
    guard let members = schema.object else { return schema }
    for name in members.keys where !Self.known.contains(name) { unknown.append("\(path).\(name)") }
    var shaped = JSONObject()
    for (name, kind) in Self.members {
      guard let value = members[name], !value.isNull else { continue }
      shaped[name] = self.shaped(value, kind, at: "\(path).\(name)")
    }
    return .object(shaped)
  }

  private mutating func shaped(_ value: JSONValue, _ kind: Kind, at path: String) -> JSONValue? {
    switch kind {
    case .text: return value == "" ? JSONValue?.none : value
    case .truth: return value == false ? JSONValue?.none : value
    case .kept: return value
    case .number: return .number(GoNumber.spelled(GoNumber(value).double))
    case .json: return value.sorted
    case .list: return value == [] ? JSONValue?.none : value.sorted
    case .schema: return value.array == nil ? shaped(value, at: path) : value
    case .schemas:
      let parts = (value.array ?? []).enumerated().map { shaped($1, at: "\(path)[\($0)]") }
      return parts.isEmpty ? JSONValue?.none : .array(parts)
    case .named:
      guard let members = value.sorted.object, !members.isEmpty else { return nil }
      var named = JSONObject()
      for (name, member) in members { named[name] = shaped(member, at: "\(path).\(name)") }
      return .object(named)
    case .rules:
      let rules = (value.array ?? []).map { rule in
        rule.object.map { JSONValue.object($0.ordered(Self.ruleMembers)) } ?? rule
      }
      return rules.isEmpty ? JSONValue?.none : .array(rules)
    }
  }
}

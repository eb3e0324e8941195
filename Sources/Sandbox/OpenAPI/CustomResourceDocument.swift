import JSON

/// The schema of a custom resource as OpenAPI shows it
/// (`apiextensions-apiserver/pkg/controller/openapi/builder`).
enum CustomResourceDocument {
  /// The schema of a definition with what every object has.
  static func schema(_ schema: JSONValue) -> JSONValue {
    var shown = expanded(schema)
    if shown["type"] == nil { shown["type"] = "object" }
    return withMeta(shown)
  }

  private static let metadata: JSONValue = [
    "allOf": [
      ["$ref": .string("#/components/schemas/" + OpenAPIComponents.name("meta.ObjectMeta"))]
    ]
  ]

  private static func withMeta(_ schema: JSONValue) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for (name, property) in schema["properties"]?.object ?? [:] { properties[name] = property }
    for name in ["apiVersion", "kind"] where properties[name] == nil {
      properties[name] = ["type": "string"]
    }
    properties["metadata"] = metadata
    var schema = schema
    schema["properties"] = .object(properties)
    return schema
  }

  /// What Kubernetes' own words mean, said in those of OpenAPI.
  private static func expanded(_ schema: JSONValue) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    if case .object(let properties)? = members["properties"] {
      var expanded: [String: JSONValue] = [:]
      for (name, property) in properties { expanded[name] = self.expanded(property) }
      members["properties"] = .object(expanded)
    }
    for name in ["items", "additionalProperties"] {
      members[name] = members[name].map(expanded)
    }
    if members["x-kubernetes-int-or-string"] == true, members["anyOf"] == nil {
      members["anyOf"] = [["type": "integer"], ["type": "string"]]
    }
    guard members["x-kubernetes-embedded-resource"] == true else { return .object(members) }
    var required = members["required"]?.array ?? []
    for name in ["kind", "apiVersion"] where !required.contains(.string(name)) {
      required.append(.string(name))
    }
    members["required"] = .array(required)
    return withMeta(.object(members))
  }
}

import JSON
import KubernetesAPI

/// The schemas of a document: those of its kinds, and all that they speak of.
struct OpenAPIComponents {
  private var schemas: [String: JSONValue] = [:]
  private var pending: [String] = []

  /// Adds the kind of a resource.
  mutating func add(_ resource: Resource, _ version: ResourceVersion) {
    let mark: JSONValue = [
      [
        "group": .string(resource.group), "kind": .string(resource.names.kind),
        "version": .string(version.name),
      ]
    ]
    if let schema = version.openAPISchema {
      let group = resource.group.split(separator: ".").reversed().joined(separator: ".")
      var custom = CustomResourceDocument.schema(schema)
      custom["x-kubernetes-group-version-kind"] = mark
      schemas["\(group).\(version.name).\(resource.names.kind)"] = custom
      pending.append("meta.ObjectMeta")
      return
    }
    guard case .message(let name) = version.schema, let structure = SchemaTable.structure(name)
    else { return }
    var schema = self.schema(of: structure)
    schema["description"] = KindDescriptions.description(name).map { .string($0) }
    schema["x-kubernetes-group-version-kind"] = mark
    schemas[Self.name(name)] = schema
  }

  /// All schemas by name, with those they refer to.
  consuming func finish() -> [String: JSONValue] {
    while let name = pending.popLast() {
      let full = Self.name(name)
      guard schemas[full] == nil else { continue }
      schemas[full] =
        Self.wrappers[name] ?? SchemaTable.structure(name).map { schema(of: $0) }
        ?? ["type": "object"]
    }
    return schemas
  }

  /// The types that are values in JSON and have a name of their own.
  private static let wrappers: [String: JSONValue] = [
    "meta.Time": ["type": "string", "format": "date-time"],
    "meta.MicroTime": ["type": "string", "format": "date-time"],
    "meta.Duration": ["type": "string"],
    "resource.Quantity": ["oneOf": [["type": "string"], ["type": "number"]]],
    "intstr.IntOrString": [
      "format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]],
    ],
  ]

  /// The name of a component, such as `io.k8s.api.core.v1.Pod` of `core.Pod`.
  static func name(_ name: String) -> String {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    return switch parts[0] {
    case "meta": "io.k8s.apimachinery.pkg.apis.meta.v1.\(parts[1])"
    case "resource": "io.k8s.apimachinery.pkg.api.resource.\(parts[1])"
    case "intstr": "io.k8s.apimachinery.pkg.util.intstr.\(parts[1])"
    case "apiextensions":
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.\(SchemaTable.goType(name))"
    default: "io.k8s.api.\(parts[0]).\(SchemaTable.goType(name))"
    }
  }

  private mutating func schema(of structure: Structure) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    var required: [String] = []
    for field in structure.fields {
      properties[field.name] = schema(of: field)
      if field.presence == .always, !field.schema.isStructure { required.append(field.name) }
    }
    var schema: JSONObject = ["type": "object"]
    if !required.isEmpty { schema["required"] = .strings(required.sorted()) }
    schema["properties"] = .object(properties)
    if structure.isAtomic { schema["x-kubernetes-map-type"] = "atomic" }
    return .object(schema)
  }

  private mutating func schema(of field: Field) -> JSONValue {
    var schema = schema(of: field.schema)
    guard case .list(_, let kind) = field.schema else { return schema }
    switch kind.apply {
    case .atomic: schema["x-kubernetes-list-type"] = "atomic"
    case .set: schema["x-kubernetes-list-type"] = "set"
    case .map(let keys):
      schema["x-kubernetes-list-map-keys"] = .strings(keys)
      schema["x-kubernetes-list-type"] = "map"
    }
    if let key = kind.mergeKey {
      if !key.isEmpty { schema["x-kubernetes-patch-merge-key"] = .string(key) }
      schema["x-kubernetes-patch-strategy"] = .string(
        field.retainsKeys ? "merge,retainKeys" : "merge")
    }
    return schema
  }

  private mutating func schema(of schema: Schema) -> JSONValue {
    switch schema {
    case .any: return [:]
    case .scalar(let scalar): return self.schema(of: scalar)
    case .list(let items, _): return ["type": "array", "items": self.schema(of: items)]
    case .map(let values, let isAtomic):
      var map: JSONValue = ["type": "object", "additionalProperties": self.schema(of: values)]
      if isAtomic { map["x-kubernetes-map-type"] = "atomic" }
      return map
    case .object(let structure): return self.schema(of: structure)
    case .message(let name): return reference(name)
    }
  }

  private mutating func schema(of scalar: Scalar) -> JSONValue {
    switch scalar {
    case .string: ["type": "string"]
    case .bool: ["type": "boolean"]
    case .int32, .int64: ["type": "integer", "format": .string(scalar.rawValue)]
    case .double: ["type": "number", "format": "double"]
    case .bytes: ["type": "string", "format": "byte"]
    case .time: reference("meta.Time")
    case .microTime: reference("meta.MicroTime")
    case .duration: reference("meta.Duration")
    case .quantity: reference("resource.Quantity")
    case .intOrString: reference("intstr.IntOrString")
    case .json: ["type": "object"]
    }
  }

  private mutating func reference(_ name: String) -> JSONValue {
    pending.append(name)
    return ["allOf": [["$ref": .string("#/components/schemas/\(Self.name(name))")]]]
  }
}

extension Schema {
  /// Whether the value is an object with fields: Go writes it always, asked for or not.
  fileprivate var isStructure: Bool {
    switch self {
    case .object, .message: true
    default: false
    }
  }
}

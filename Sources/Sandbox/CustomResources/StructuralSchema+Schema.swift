import JSON

extension StructuralSchema {
  /// The shape of a whole custom resource, for patches and server-side apply.
  ///
  /// `apiVersion`, `kind` and `metadata` are as in every object; members are sorted, as in all that
  /// the API server knows as maps only.
  var objectShape: Schema {
    guard case .object(let structure) = shape else {
      return .object(Structure(Self.meta, keepsUnknown: true))
    }
    let fields = structure.fields.filter { !Self.metaFields.contains($0.name) }
    return .object(
      Structure(
        (Self.meta + fields).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
        keepsUnknown: structure.keepsUnknown))
  }

  private static let meta = [
    Field(name: "apiVersion", schema: .scalar(.string)),
    Field(name: "kind", schema: .scalar(.string)),
    Field(name: "metadata", schema: .message("meta.ObjectMeta"), presence: .optional),
  ]

  /// The shape of a value (`structured-merge-diff` as `managedfields` makes it of OpenAPI).
  var shape: Schema {
    if isIntOrString { return .scalar(.intOrString) }
    switch type {
    case "string": return .scalar(.string)
    case "integer": return .scalar(.int64)
    case "number": return .scalar(.double)
    case "boolean": return .scalar(.bool)
    case "array": return .list(items?.shape ?? .any, ListKind(apply: listApply))
    case "object", "": break
    default: return .any
    }
    if isEmbedded { return embeddedShape }
    if !properties.isEmpty {
      return .object(
        Structure(fields, keepsUnknown: preservesUnknown, isAtomic: mapType == "atomic"))
    }
    if let additional { return .map(additional.shape, isAtomic: mapType == "atomic") }
    if allowsAdditional { return .map(.any, isAtomic: mapType == "atomic") }
    if type == "object", !preservesUnknown { return .object(Structure([])) }
    return mapType == "atomic" ? .map(.any, isAtomic: true) : .any
  }

  private var fields: [Field] {
    propertyNames.compactMap { name in
      properties[name].map { Field(name: name, schema: $0.shape, presence: .optional) }
    }
  }

  private var embeddedShape: Schema {
    let own = fields.filter { !Self.metaFields.contains($0.name) }
    return .object(
      Structure(
        (Self.meta + own).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
        keepsUnknown: preservesUnknown, isAtomic: mapType == "atomic"))
  }

  private var listApply: ListKind.Apply {
    switch listType {
    case "set": .set
    case "map": .map(keys: listMapKeys)
    default: .atomic
    }
  }
}

extension Schema {
  /// The fields of an object; nil for anything else.
  var structure: Structure? {
    switch self {
    case .object(let structure): structure
    case .message(let name): SchemaTable.structure(name)
    case .any, .scalar, .list, .map: nil
    }
  }

  /// The shape of a member of an object or a map; anything when it is not declared.
  func member(_ name: String) -> Schema {
    if case .map(let element, _) = self { return element }
    guard let field = structure?[name] else { return .any }
    guard field.isGranular, var parts = field.schema.structure else { return field.schema }
    parts.isAtomic = false
    return .object(parts)
  }

  /// The shape of a list's elements.
  var element: Schema {
    if case .list(let element, _) = self { return element }
    return .any
  }

  /// How a strategic merge patch merges the list: `patchMergeKey`, empty for scalars.
  var mergeKey: String? {
    if case .list(_, let kind) = self { return kind.mergeKey }
    return nil
  }

  /// Whether the object may have members that are not declared.
  var allowsUndeclared: Bool {
    guard let structure else { return true }
    // An object without properties is a free-form one (`schemaconv`).
    return structure.keepsUnknown || structure.fields.isEmpty
  }
}

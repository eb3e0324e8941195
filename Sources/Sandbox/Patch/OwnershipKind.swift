import JSON

/// What the owner of a value owns (`structured-merge-diff/schema`).
enum OwnershipKind: Equatable {
  /// The value as a whole, whatever it is.
  case leaf
  /// The members of an object.
  case members
  /// The elements of a list, told apart by these fields; by themselves when there are none.
  case elements([String])
}

extension Schema {
  /// How a value of this shape is owned.
  ///
  /// Undeclared data is taken as it comes: objects by their members, lists whole
  /// (`__untyped_deduced_`).
  func ownership(of value: JSONValue?) -> OwnershipKind {
    switch self {
    case .any:
      switch value {
      case nil, .null, .object: .members
      default: .leaf
      }
    case .scalar: .leaf
    case .list(_, let kind):
      switch kind.apply {
      case .atomic: .leaf
      case .set: .elements([])
      case .map(let keys): .elements(keys)
      }
    case .map(_, let isAtomic): isAtomic ? .leaf : .members
    case .object, .message: structure?.isAtomic ?? false ? .leaf : .members
    }
  }

  /// What tells an element of a list apart; nil when it has nothing of it.
  func pathElement(of value: JSONValue, keys: [String]) -> PathElement? {
    guard !keys.isEmpty else {
      switch value {
      case .null, .array, .object: return nil
      default: return .value(value)
      }
    }
    guard let members = value.object else { return nil }
    var fields: [PathElement.KeyField] = []
    for key in keys.sorted(by: { $0.comesBefore($1) }) {
      if let value = members[key] ?? Self.defaultKeys[key] {
        fields.append(PathElement.KeyField(name: key, value: value))
      }
    }
    return fields.isEmpty ? nil : .key(fields)
  }

  /// The defaults of fields that are keys: ports of containers and services.
  private static let defaultKeys: [String: JSONValue] = ["protocol": "TCP"]
}

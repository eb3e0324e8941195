extension FieldSet {
  /// The set for a schema that has changed: what is owned as a whole now has no owned parts
  /// (`typed/reconcile_schema.go`).
  func fitted(to schema: Schema) -> FieldSet {
    guard schema.declaresMembers else { return self }
    return FieldSet(
      nodes: nodes.map { node in
        guard !node.children.isEmpty else { return node }
        let child: Schema
        switch node.element {
        case .field(let name): child = schema.member(name)
        case .key: child = schema.element
        case .value, .index: return node
        }
        if child.isOwnedWhole { return Node(element: node.element, isMember: true) }
        var node = node
        node.children = node.children.fitted(to: child)
        return node
      })
  }
}

extension Schema {
  /// Whether objects and lists of this shape have one owner.
  fileprivate var isOwnedWhole: Bool {
    switch self {
    case .any, .scalar: false
    case .list(_, let kind): kind.apply == .atomic
    case .map(_, let isAtomic): isAtomic
    case .object, .message: structure?.isAtomic ?? false
    }
  }

  /// Whether something is known of what is below.
  fileprivate var declaresMembers: Bool {
    switch self {
    case .any, .scalar: false
    case .list, .map, .object, .message: true
    }
  }
}

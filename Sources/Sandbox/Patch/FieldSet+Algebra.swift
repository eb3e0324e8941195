extension FieldSet {
  /// The fields of either.
  func union(_ other: FieldSet) -> FieldSet {
    combined(other) { one, two in
      guard var node = one else { return two }
      guard let two else { return node }
      node.isMember = node.isMember || two.isMember
      node.children = node.children.union(two.children)
      return node
    }
  }

  /// The fields of both.
  func intersection(_ other: FieldSet) -> FieldSet {
    combined(other) { one, two in
      guard var node = one, let two else { return nil }
      node.isMember = node.isMember && two.isMember
      node.children = node.children.intersection(two.children)
      return node
    }
  }

  /// The fields that are not of the other; what is below a field of the other stays.
  func subtracting(_ other: FieldSet) -> FieldSet {
    combined(other) { one, two in
      guard var node = one else { return nil }
      guard let two else { return node }
      node.isMember = node.isMember && !two.isMember
      node.children = node.children.subtracting(two.children)
      return node
    }
  }

  /// The fields that are neither of the other nor below one of them.
  func subtractingRecursively(_ other: FieldSet) -> FieldSet {
    combined(other) { one, two in
      guard var node = one else { return nil }
      guard let two else { return node }
      if two.isMember { return nil }
      node.children = node.children.subtractingRecursively(two.children)
      return node
    }
  }

  /// With the fields of structures that lie on the way to members
  /// (`EnsureNamedFieldsAreMembers`).
  func withNamedFields(_ schema: Schema) -> FieldSet {
    let structure = schema.structure
    return FieldSet(
      nodes: nodes.map { node in
        var node = node
        var child = Schema.any
        switch node.element {
        case .field(let name):
          if structure?[name] != nil, !node.children.isEmpty { node.isMember = true }
          child = schema.member(name)
        case .key: child = schema.element
        case .value, .index: break
        }
        node.children = node.children.withNamedFields(child)
        return node
      })
  }

  /// Walks both in order; one side is nil where it has no node of the element.
  private func combined(
    _ other: FieldSet, _ body: (Node?, Node?) -> Node?
  ) -> FieldSet {
    var result: [Node] = []
    var (ours, others) = (nodes[...], other.nodes[...])
    while !ours.isEmpty || !others.isEmpty {
      let (one, two) = (ours.first, others.first)
      var (takesOne, takesTwo) = (one != nil, two != nil)
      if let one, let two {
        takesOne = !(two.element < one.element)
        takesTwo = !(one.element < two.element)
      }
      if takesOne { ours.removeFirst() }
      if takesTwo { others.removeFirst() }
      if let node = body(takesOne ? one : nil, takesTwo ? two : nil) { result.append(node) }
    }
    return FieldSet(nodes: result)
  }
}

import JSON

/// What became of the fields of an object (`structured-merge-diff/typed.Comparison`).
struct FieldComparison {
  private(set) var removed = FieldSet()
  private(set) var modified = FieldSet()
  private(set) var added = FieldSet()

  /// Compares two objects of one shape.
  init(_ old: JSONValue, _ new: JSONValue, schema: Schema) {
    compare(old, new, schema, at: [])
  }

  /// Without these fields and all below them.
  func ignoring(_ fields: FieldSet) -> FieldComparison {
    var result = self
    result.removed = removed.subtractingRecursively(fields)
    result.modified = modified.subtractingRecursively(fields)
    result.added = added.subtractingRecursively(fields)
    return result
  }

  /// Nil is a value that is not there, unlike null.
  private mutating func compare(
    _ old: JSONValue?, _ new: JSONValue?, _ schema: Schema, at path: [PathElement]
  ) {
    let kind = schema.ownership(of: new ?? old)
    let oldKind = schema.ownership(of: old ?? new)
    if kind != oldKind { _ = walk(old, new, schema, oldKind, at: path) }
    let isLeaf = walk(old, new, schema, kind, at: path)
    guard !isLeaf else { return }
    if old == nil { added.insert(path) }
    if new == nil { removed.insert(path) }
  }

  /// Says whether the value was taken as a whole.
  private mutating func walk(
    _ old: JSONValue?, _ new: JSONValue?, _ schema: Schema, _ kind: OwnershipKind,
    at path: [PathElement]
  ) -> Bool {
    switch kind {
    case .leaf: break
    case .members:
      let (oldMembers, newMembers) = (old?.object ?? [:], new?.object ?? [:])
      // Two empty objects are leaves, to tell an empty one from none.
      if oldMembers.isEmpty && newMembers.isEmpty { break }
      for (key, value) in oldMembers {
        compare(value, newMembers[key], schema.member(key), at: path + [.field(key)])
      }
      for (key, value) in newMembers where oldMembers[key] == nil {
        compare(nil, value, schema.member(key), at: path + [.field(key)])
      }
      return false
    case .elements(let keys):
      let (oldElements, newElements) = (old?.array ?? [], new?.array ?? [])
      if oldElements.isEmpty && newElements.isEmpty { break }
      compareElements(oldElements, newElements, schema, keys, at: path)
      return false
    }
    compareLeaf(old, new, at: path)
    return true
  }

  private mutating func compareLeaf(
    _ old: JSONValue?, _ new: JSONValue?, at path: [PathElement]
  ) {
    guard let old else { return added.insert(path) }
    guard let new else { return removed.insert(path) }
    if !old.means(new) { modified.insert(path) }
  }

  private mutating func compareElements(
    _ old: [JSONValue], _ new: [JSONValue], _ schema: Schema, _ keys: [String],
    at path: [PathElement]
  ) {
    let before = ElementIndex(old, schema, keys)
    let after = ElementIndex(new, schema, keys)
    for element in before.elements + after.elements.filter({ before[$0].isEmpty }) {
      let (old, new) = (before[element], after[element])
      let place = path + [element]
      switch (old.count, new.count) {
      case (...1, ...1): compare(old.first, new.first, schema.element, at: place)
      case (2..., 2...):
        let isSame = old.count == new.count && zip(old, new).allSatisfy { $0.means($1) }
        if !isSame { modified.insert(place) }
      case (2..., _):
        if let new = new.first { compare(nil, new, schema.element, at: place) }
        removed.insert(place)
      default:
        if let old = old.first { compare(old, nil, schema.element, at: place) }
        added.insert(place)
      }
    }
  }
}

import JSON
import KubernetesAPI

/// How a strategic merge patch makes one list of two.
struct ListMerge {
  let schema: Schema
  /// The member that tells elements apart; empty for scalars.
  let key: String

  init(_ schema: Schema) {
    self.schema = schema
    key = schema.mergeKey ?? ""
  }

  /// The old list with the elements of the patch, in the order of both.
  func merge(_ patch: [JSONValue], into old: [JSONValue]) throws(Status) -> [JSONValue] {
    if old.isEmpty && patch.isEmpty { return old }
    guard try hasObjects([old, patch]) else {
      let merged = deduplicated(old + patch)
      return try order(merged, patchOrder: patch, serverOrder: old)
    }
    guard !key.isEmpty else {
      throw .unexpected("cannot merge lists without merge key for \(schema)")
    }
    let (base, changes) = try obey(patch, old)
    var merged = base
    for change in changes {
      guard let members = change.object, let value = members[key] else {
        throw missingKey(change)
      }
      if let place = try place(of: value, in: merged), let element = merged[place].object {
        merged[place] = .object(
          try StrategicMergePatch.merge(members, into: element, schema.element))
      } else {
        merged.append(change)
      }
    }
    return try order(merged, patchOrder: changes, serverOrder: base)
  }

  /// The old list without these scalars.
  func delete(_ deleted: [JSONValue], from old: [JSONValue]) throws(Status) -> [JSONValue] {
    if old.isEmpty && deleted.isEmpty { return old }
    guard try !hasObjects([old, deleted]) else { return try merge(deleted, into: old) }
    return old.filter { !deleted.contains($0) }
  }

  /// Does what the elements with `$patch` say, and leaves the others.
  private func obey(
    _ patch: [JSONValue], _ old: [JSONValue]
  ) throws(Status) -> (old: [JSONValue], changes: [JSONValue]) {
    var old = old
    var changes: [JSONValue] = []
    var replaces = false
    for change in patch {
      guard let members = change.object, let directive = members[Directive.marker] else {
        changes.append(change)
        continue
      }
      switch directive.string {
      case "delete":
        guard let value = members[key] else { throw missingKey(change) }
        while let place = try place(of: value, in: old) { old.remove(at: place) }
      case "replace": replaces = true
      case "merge": throw .unexpected("merging lists cannot yet be specified in the patch")
      default: throw StrategicMergePatch.unknownDirective(directive, in: members)
      }
    }
    return replaces ? (changes, []) : (old, changes)
  }

  private func place(of value: JSONValue, in list: [JSONValue]) throws(Status) -> Int? {
    for (place, element) in list.enumerated() {
      guard let members = element.object else {
        throw .unexpected("value for key \(place) is not a map")
      }
      if members[key] == value { return place }
    }
    return nil
  }

  /// Whether the elements are objects; all must be of one kind.
  func hasObjects(_ lists: [[JSONValue]]) throws(Status) -> Bool {
    guard let first = lists.lazy.joined().first else {
      throw .unexpected("no elements in any of the given slices")
    }
    // "lists of lists are not supported", which the API server does not tell.
    if first.array != nil { throw .unfitPatch }
    for list in lists {
      for element in list where element.goType != first.goType {
        let texts = lists.map { JSONValue.array($0).goText }
        throw .unexpected(
          "list element types are not identical: [\(texts.joined(separator: " "))]")
      }
    }
    return first.object != nil
  }

  func missingKey(_ element: JSONValue) -> Status {
    .unexpected("map: \(element.goText) does not contain declared merge key: \(key)")
  }

  /// Each scalar once; the last one takes the place of one that is dropped.
  private func deduplicated(_ list: [JSONValue]) -> [JSONValue] {
    var list = list
    var place = 0
    while place < list.count {
      var other = place + 1
      while other < list.count {
        if list[place] == list[other] {
          list.swapAt(other, list.count - 1)
          list.removeLast()
        } else {
          other += 1
        }
      }
      place += 1
    }
    return list
  }
}

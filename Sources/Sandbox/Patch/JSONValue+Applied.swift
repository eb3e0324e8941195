import JSON

// How a configuration is laid over an object, and how fields are taken out of it
// (`structured-merge-diff/typed`).

extension JSONValue {
  /// This object with the values of `patch`; lists with keys and sets are merged.
  func applying(_ patch: JSONValue, schema: Schema) -> JSONValue {
    Self.merged(self, patch, schema) ?? .object([:])
  }

  /// Nil is a value that is not there, unlike null.
  static func merged(_ old: JSONValue?, _ new: JSONValue?, _ schema: Schema) -> JSONValue? {
    switch schema.ownership(of: new ?? old) {
    case .leaf: break
    case .members:
      let (oldMembers, newMembers) = (old?.object ?? [:], new?.object ?? [:])
      if oldMembers.isEmpty && newMembers.isEmpty { break }
      var members = JSONObject()
      for (key, value) in oldMembers {
        members[key] = merged(value, newMembers[key], schema.member(key))
      }
      for (key, value) in newMembers where oldMembers[key] == nil {
        members[key] = merged(nil, value, schema.member(key))
      }
      guard !members.isEmpty else { return nil }
      return .object(members)
    case .elements(let keys):
      let (oldElements, newElements) = (old?.array ?? [], new?.array ?? [])
      if oldElements.isEmpty && newElements.isEmpty { break }
      let merge = ElementMerge(old: oldElements, new: newElements, schema: schema, keys: keys)
      guard !merge.result.isEmpty else { return nil }
      return .array(merge.result)
    }
    return new ?? old
  }

  /// This object without these fields; what they were in stays, if empty.
  func removing(_ fields: FieldSet, schema: Schema) -> JSONValue {
    switch (schema.ownership(of: self), self) {
    case (.members, .object(let members)):
      var result = JSONObject()
      for (key, value) in members {
        guard let node = fields[.field(key)] else {
          result[key] = value
          continue
        }
        if !node.isMember {
          result[key] = value.removing(node.children, schema: schema.member(key))
        }
      }
      return .object(result)
    case (.elements(let keys), .array(let elements)):
      var result: [JSONValue] = []
      for value in elements {
        guard let element = schema.pathElement(of: value, keys: keys), let node = fields[element]
        else {
          result.append(value)
          continue
        }
        if !node.isMember {
          result.append(value.removing(node.children, schema: schema.element))
        }
      }
      return .array(result)
    case (.leaf, .object): return .object([:])  // A whole cannot lose a part and stay.
    case (.leaf, .array): return .array([])
    default: return self
    }
  }
}

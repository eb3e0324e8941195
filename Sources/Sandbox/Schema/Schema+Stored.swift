import JSON

extension Schema {
  /// The value as it comes back from the store: what went through protobuf has no empty list where
  /// it could have none.
  func stored(_ value: JSONValue) -> JSONValue {
    guard value.holdsEmptyArray else { return value }
    switch (self, value) {
    case (.message, .object(var members)), (.object, .object(var members)):
      for field in structure?.fields ?? [] {
        guard let member = members[field.name] else { continue }
        if case .list = field.schema, field.presence == .always, member.array?.isEmpty == true {
          members[field.name] = .null
        } else {
          members[field.name] = field.schema.stored(member)
        }
      }
      return .object(members)
    case (.list(let element, _), .array(let elements)):
      return .array(elements.map { element.stored($0) })
    case (.map(let element, _), .object(var members)):
      for (key, member) in members { members[key] = element.stored(member) }
      return .object(members)
    default: return value
    }
  }
}

extension JSONValue {
  /// Whether there is an empty array anywhere in it.
  fileprivate var holdsEmptyArray: Bool {
    switch self {
    case .array(let elements): elements.isEmpty || elements.contains { $0.holdsEmptyArray }
    case .object(let members): members.contains { $0.value.holdsEmptyArray }
    default: false
    }
  }
}

import JSON

extension JSONValue {
  /// The same value with the members of every object sorted by name, as Go writes maps.
  var sorted: JSONValue {
    switch self {
    case .object(let members):
      .object(JSONObject(sorting: members.map { ($0.key, $0.value.sorted) }))
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}

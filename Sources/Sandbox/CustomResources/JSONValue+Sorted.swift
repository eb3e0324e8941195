import JSON

extension JSONValue {
  /// The same value with the members of every object sorted by name, as Go writes maps.
  var sorted: JSONValue {
    switch self {
    case .object(let members):
      var sorted = JSONObject()
      for (name, value) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      ) {
        sorted[name] = value.sorted
      }
      return .object(sorted)
    case .array(let elements): return .array(elements.map(\.sorted))
    default: return self
    }
  }
}

import JSON

/// The names a CustomResourceDefinition may have beside others of its group
/// (`calculateNamesAndConditions`).
struct AcceptedNames {
  /// `status.acceptedNames`.
  private(set) var accepted: JSONValue
  /// Why not all names were accepted, the last reason; nil when they were.
  private(set) var conflict: (reason: String, message: String)?

  init(_ definition: JSONValue, others: [JSONValue]) {
    let requested = definition["spec", "names"] ?? [:]
    let old = definition["status", "acceptedNames"] ?? [:]
    let group = definition["spec", "group"]
    let taken = others.filter { $0["spec", "group"] == group && $0.name != definition.name }
      .compactMap { $0["status", "acceptedNames"] }
    let resources = Set(
      taken.flatMap { names in
        [names["plural"]?.string, names["singular"]?.string].compactMap { $0 }
          + (names["shortNames"]?.array?.compactMap(\.string) ?? [])
      })
    let kinds = Set(
      taken.flatMap { [$0["kind"]?.string, $0["listKind"]?.string].compactMap { $0 } })
    var names: [String: JSONValue] = [:]
    func accept(_ name: String, _ reason: String, _ used: Set<String>) -> (String, String)? {
      let wish = requested[name]?.string ?? ""
      if wish != old[name]?.string ?? "", used.contains(wish) {
        names[name] = old[name]
        return (reason, "\(JSONValue.string(wish)) is already in use")
      }
      names[name] = requested[name]
      return nil
    }
    conflict = accept("plural", "PluralConflict", resources)
    conflict = accept("singular", "SingularConflict", resources) ?? conflict
    let known = Set(old["shortNames"]?.array?.compactMap(\.string) ?? [])
    let used = (requested["shortNames"]?.array ?? []).filter { short in
      short.string.map { resources.contains($0) && !known.contains($0) } ?? false
    }.map { "\($0) is already in use" }
    if used.isEmpty {
      names["shortNames"] = requested["shortNames"]
    } else {
      names["shortNames"] = old["shortNames"]
      let list = used.joined(separator: ", ")
      conflict = ("ShortNamesConflict", used.count == 1 ? list : "[\(list)]")
    }
    conflict = accept("kind", "KindConflict", kinds) ?? conflict
    conflict = accept("listKind", "ListKindConflict", kinds) ?? conflict
    names["categories"] = requested["categories"]
    var members = JSONObject()
    for name in ["plural", "singular", "shortNames", "kind", "listKind", "categories"] {
      members[name] = names[name]
    }
    // Go writes the plural and the kind even when they are empty.
    accepted = .object(members)
  }
}

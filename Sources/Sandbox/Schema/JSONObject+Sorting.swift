import JSON

extension JSONObject {
  /// The members in the order of their names' bytes, as Go writes maps.
  init(sorting members: [Element]) {
    self.init()
    let isSorted = zip(members, members.dropFirst()).allSatisfy {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    let sorted =
      isSorted ? members : members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (key, value) in sorted { self[key] = value }
  }
}

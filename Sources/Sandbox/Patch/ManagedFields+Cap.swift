extension ManagedFields {
  /// So many managers that update are remembered by name.
  static let updaterLimit = 10

  /// Makes one of the oldest managers that update when they are too many (`capmanagers.go`).
  ///
  /// Only managers of one version become one, so that more than the limit may stay.
  mutating func capUpdaters() {
    let updaters = entries.filter { $0.identity.operation == .update }
    guard updaters.count > Self.updaterLimit else { return }
    let oldestFirst = updaters.sorted {
      let (one, other) = ($0.time ?? "", $1.time ?? "")
      return one.comesBefore(other)
        || !other.comesBefore(one) && $0.identity.text.comesBefore($1.identity.text)
    }
    var count = updaters.count
    var firsts: [String: Entry] = [:]
    for entry in oldestFirst where count > Self.updaterLimit {
      let version = entry.apiVersion
      guard let first = firsts[version] else {
        firsts[version] = entry
        continue
      }
      let ancient = Identity(
        manager: "ancient-changes", operation: .update, apiVersion: version)
      if self[ancient] == nil {
        self[first.identity] = nil
        self[ancient] = Entry(
          identity: ancient, apiVersion: version, time: first.time, fields: first.fields)
      }
      let fields = self[ancient]?.fields ?? FieldSet()
      self[entry.identity] = nil
      self[ancient] = Entry(
        identity: ancient, apiVersion: version, time: entry.time,
        fields: entry.fields.union(fields))
      count -= 1
    }
  }
}

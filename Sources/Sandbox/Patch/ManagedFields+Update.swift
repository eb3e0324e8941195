import JSON

extension ManagedFields {
  /// `new` with its managed fields as they are after somebody has written it over `live`.
  ///
  /// - Parameters:
  ///   - live: what is replaced; nil for a new object.
  ///   - new: what is written, in the shape of its schema. Its own managed fields, if they are
  ///     valid, take the place of those of `live`; an empty list forgets them.
  ///   - manager: the field manager, or the user agent up to the first slash.
  ///   - subresource: the part that is written; empty for the object itself. The managed fields of
  ///     a part are not listened to.
  ///   - now: RFC 3339.
  ///   - ignoring: the fields that this request does not write, such as the status.
  static func afterUpdate(
    live: JSONValue?, new: JSONValue, schema: Schema, manager: String, apiVersion: String,
    subresource: String = "", now: String, ignoring: FieldSet = FieldSet()
  ) -> JSONValue {
    var managed = before(live: live, new: new, isSubresource: !subresource.isEmpty)
    var result = new.withoutManagedFields
    // What was never tracked is not tracked now (`skipnonapplied.go`).
    if managed.isEmpty && live?["metadata", "uid"] != nil { return result }
    // What does not fit the schema is nobody's (`UpdateNoErrors`).
    let objects = live.map { [$0, result] } ?? [result]
    let isReadable = objects.allSatisfy {
      SchemaProblems(of: $0, schema: schema, allowsDuplicates: true).message == nil
    }
    guard isReadable else { return result }
    managed.mapFields { $0.fields.fitted(to: schema) }
    managed.update(
      from: live ?? schema.goZero, to: result, schema: schema,
      by: Identity(manager, .update, apiVersion, subresource), apiVersion: apiVersion, now: now,
      ignoring: ignoring)
    result.setManagedFields(managed)
    return result
  }

  /// `new`, with the times of `old` when nothing but they would change
  /// (`IgnoreManagedFieldsTimestampsTransformer`).
  static func keepingTimes(_ new: JSONValue, of old: JSONValue) -> JSONValue {
    guard let news = new["metadata", "managedFields"]?.array, !news.isEmpty,
      let olds = old["metadata", "managedFields"]?.array, news.count == olds.count,
      zip(news, olds).allSatisfy({ $0.withoutTime == $1.withoutTime }),
      new.withoutManagedFields == old.withoutManagedFields
    else { return new }
    return old
  }

  /// The managed fields a request starts with (`decodeLiveOrNew`).
  private static func before(
    live: JSONValue?, new: JSONValue, isSubresource: Bool
  ) -> ManagedFields {
    if !isSubresource {
      let given = new["metadata", "managedFields"]
      if let given = given?.array, given.isEmpty || given.count == 1 && given[0].isZero {
        return ManagedFields()
      }
      if let managed = try? ManagedFields(given), !managed.isEmpty { return managed }
    }
    return (try? ManagedFields(live?["metadata", "managedFields"])) ?? ManagedFields()
  }

  /// Gives a manager what it has changed, and takes it from all others.
  mutating func update(
    from old: JSONValue, to new: JSONValue, schema: Schema, by identity: Identity,
    apiVersion: String, now: String, ignoring: FieldSet
  ) {
    let comparison = FieldComparison(old, new, schema: schema).ignoring(ignoring)
    let changed = comparison.modified.union(comparison.added)
    mapFields { $0.fields.subtracting(changed).subtracting(comparison.removed) }
    let written = changed.subtractingRecursively(ignoring).subtracting(Self.unowned)
    if !written.isEmpty {
      let previous = self[identity]?.fields ?? FieldSet()
      // What is written through a scale keeps the time it had: none (`scalehandler.go`, `ToParent`).
      let time = identity.subresource == "scale" ? self[identity]?.time : now
      self[identity] = Entry(
        identity: identity, apiVersion: apiVersion, time: time, fields: written.union(previous))
    }
    capUpdaters()
  }
}

extension JSONValue {
  /// The object without `metadata.managedFields`.
  var withoutManagedFields: JSONValue {
    guard var metadata = self["metadata"], metadata["managedFields"] != nil else { return self }
    var result = self
    metadata["managedFields"] = nil
    result["metadata"] = metadata
    return result
  }

  /// Writes the managed fields; none are left out.
  mutating func setManagedFields(_ managed: ManagedFields) {
    self = withoutManagedFields
    guard let entries = managed.json else { return }
    self[at: ["metadata", "managedFields"]] = entries
  }

  fileprivate var withoutTime: JSONValue {
    var entry = self
    entry["time"] = nil
    return entry
  }

  /// Whether nothing is set in an entry.
  fileprivate var isZero: Bool {
    isNull || object?.allSatisfy { $0.value.isNull || $0.value.string == "" } ?? false
  }
}

import JSON
import KubernetesAPI

/// One configuration laid over one object (`structured-merge-diff/merge.Updater`).
struct Application {
  let live: JSONValue
  let patch: JSONValue
  let schema: Schema
  let identity: ManagedFields.Identity
  let apiVersion: String
  let ignoring: FieldSet

  /// The object afterwards, with its managed fields.
  func result(
    _ managed: ManagedFields, force: Bool, now: String
  ) throws(Status) -> JSONValue {
    var managed = managed
    let last = managed[identity]
    managed[identity] = ManagedFields.Entry(
      identity: identity, apiVersion: apiVersion, time: last?.time,
      fields: FieldSet(of: patch, schema: schema).subtractingRecursively(ignoring))
    let merged = live.applying(patch, schema: schema)
    let new = pruned(merged, last?.fields ?? FieldSet(), managed)

    let comparison = FieldComparison(live, new, schema: schema).ignoring(ignoring)
    let changed = comparison.modified.union(comparison.added)
    if !force { try refuse(conflicts(changed, managed)) }
    managed.mapFields {
      $0.identity == identity
        ? $0.fields.subtracting(ManagedFields.unowned)
        : $0.fields.subtracting(changed).subtracting(comparison.removed)
    }
    var result = live.means(new) ? live : new
    if !live.means(new) { managed[identity]?.time = now }
    result.setManagedFields(managed)
    if identity.manager == "kubectl" { result.renewLastApplied(patch) }
    return result
  }

  /// Without what this manager applied before, does not apply now, and nobody else owns.
  private func pruned(
    _ merged: JSONValue, _ last: FieldSet, _ managed: ManagedFields
  ) -> JSONValue {
    guard !last.isEmpty else { return merged }
    func fields(_ object: JSONValue) -> FieldSet {
      FieldSet(of: object, schema: schema).withNamedFields(schema)
    }
    let last = last.withNamedFields(schema)
    let owned = managed.entries.reduce(FieldSet()) { $0.union($1.fields) }
      .withNamedFields(schema)
    let all = fields(merged)
    let kept = fields(merged.removing(last, schema: schema)).union(owned)
    let rest = merged.removing(all.subtracting(kept), schema: schema)
    // Only what was this manager's goes, not what nobody owned.
    let gone = all.subtracting(fields(rest)).intersection(last)
    return merged.removing(gone, schema: schema)
  }

  private func conflicts(_ changed: FieldSet, _ managed: ManagedFields) -> [ApplyConflict] {
    managed.entries.filter { $0.identity != identity }.flatMap { entry in
      entry.fields.intersection(changed).paths.map {
        ApplyConflict(manager: entry.identity, path: $0)
      }
    }
  }

  /// Refuses conflicts; kubectl may take what it has applied from the client's side before
  /// (`lastappliedmanager.go`).
  private func refuse(_ conflicts: [ApplyConflict]) throws(Status) {
    guard !conflicts.isEmpty else { return }
    guard identity.manager == "kubectl", let allowed = lastAppliedFields else {
      throw ApplyConflict.status(conflicts)
    }
    let rest = conflicts.filter { !allowed.contains($0.path) }
    if !rest.isEmpty { throw ApplyConflict.status(rest) }
  }

  /// The fields of the last applied configuration that are still as they were applied.
  private var lastAppliedFields: FieldSet? {
    guard let text = live.lastApplied, let last = try? JSONValue(parsing: Array(text.utf8)),
      last["apiVersion"]?.string == apiVersion,
      SchemaProblems(of: last, schema: schema).message == nil
    else { return nil }
    let comparison = FieldComparison(last, live, schema: schema)
    return FieldSet(of: last, schema: schema).subtracting(comparison.modified)
      .subtracting(comparison.added).subtracting(comparison.removed)
  }
}

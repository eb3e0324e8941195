import JSON
import KubernetesAPI

extension API {
  /// Patches an object.
  ///
  /// - Parameter refusal: of an apply that makes a new object; nil when that is allowed.
  /// - Returns: the object, whether it is new, and what to warn of.
  func patch(
    _ target: Target, _ patch: Patch, _ options: WriteOptions, refusingCreation refusal: Status?
  ) throws(Status) -> (object: StoredObject, isNew: Bool, warnings: [String]) {
    var warnings: [String] = []
    return try store.write(isDryRun: options.isDryRun) { transaction throws(Status) in
      guard
        let old = transaction.object(target.groupResource, target.namespace, target.name)
      else {
        guard patch.kind == .apply, !target.isSubresource else {
          throw .notFound(target.groupResource, name: target.name)
        }
        if let refusal { throw refusal }
        let object = try applied(patch, to: nil, target, options, &warnings)
        return (
          try insert(
            try completed(object, target), target, options, isApplied: true, &transaction), true,
          warnings
        )
      }
      let object = try replace(old, target, isUnconditional: true, &transaction) {
        (live) throws(Status) in
        patch.kind == .apply
          ? try applied(patch, to: live, target, options, &warnings)
          : try patched(live, patch, target, options, &warnings)
      }
      return (object, false, warnings)
    }
  }

  private func patched(
    _ live: JSONValue, _ patch: Patch, _ target: Target, _ options: WriteOptions,
    _ warnings: inout [String]
  ) throws(Status) -> JSONValue {
    let raw: JSONValue
    switch patch.kind {
    case .json: raw = try JSONPatch.apply(patch.value, to: live)
    case .merge: raw = try MergePatch.apply(patch.value, to: live)
    case .strategic, .apply:
      raw = try StrategicMergePatch.apply(
        patch.value, to: live, schema: target.version.schema.resolved)
    }
    var conformed = try target.resource.strategy.conform(raw, to: target.version)
    warnings += try options.validation.warnings(
      patch.problems(unknown: conformed.unknown), for: ExpectedKind(target),
      kind: target.resource.names.kind,
      apiVersion: target.resource.apiVersion(target.version.name))
    target.resource.strategy.setDefaults(&conformed.value)
    return ownership(target).updated(live: live, conformed.value, options, now: now)
  }

  private func applied(
    _ patch: Patch, to live: JSONValue?, _ target: Target, _ options: WriteOptions,
    _ warnings: inout [String]
  ) throws(Status) -> JSONValue {
    let conformed = try target.resource.strategy.conform(patch.value, to: target.version)
    warnings += try options.validation.warnings(
      patch.problems(unknown: conformed.unknown), for: ExpectedKind(target),
      kind: target.resource.names.kind,
      apiVersion: target.resource.apiVersion(target.version.name))
    var object = try ownership(target).applied(conformed.value, to: live, options, now: now)
    target.resource.strategy.setDefaults(&object)
    return object
  }
}

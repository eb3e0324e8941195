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
        try checkName(of: object, target)
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
    var conformed: Conformed
    do throws(Status) {
      conformed = try target.resource.strategy.conform(raw, to: target.version)
    } catch {
      let reason = Self.reason(error, target)
      throw patch.misfit(
        raw, because: patch.kind == .strategic ? Conversion.reason(reason) : reason)
    }
    let problems = patch.problems(unknown: conformed.unknown)
    if options.validation == .strict, !problems.isEmpty {
      throw patch.misfit(
        raw, because: "strict decoding error: " + problems.joined(separator: ", "))
    }
    if options.validation == .warn { warnings += problems }
    target.resource.strategy.setDefaults(&conformed.value)
    return ownership(target).updated(live: live, conformed.value, options, now: now)
  }

  /// What a strategy says of an object it cannot take, without the words about the request.
  private static func reason(_ status: Status, _ target: Target) -> String {
    let kind = target.resource.names.kind
    let words =
      "\(kind) in version \"\(target.version.name)\" cannot be handled as a \(kind): "
    return status.message.hasPrefix(words)
      ? String(status.message.dropFirst(words.count)) : status.message
  }

  /// A configuration is taken as it was sent: it has an owner for what it says, and for nothing that
  /// its type would add.
  private func applied(
    _ patch: Patch, to live: JSONValue?, _ target: Target, _ options: WriteOptions,
    _ warnings: inout [String]
  ) throws(Status) -> JSONValue {
    let object = try ownership(target).applied(patch.value, to: live, options, now: now)
    warnings += try patch.applyWarnings(options.validation)
    var conformed: Conformed
    do throws(Status) {
      conformed = try target.resource.strategy.conform(object, to: target.version)
    } catch {
      let kind = ExpectedKind(target).text
      let reason = Conversion.reason(Self.reason(error, target))
      throw .unexpected(
        "failed to convert new object (\(object.namespace)/\(object.name); \(kind)) to proper "
          + "version: unable to convert unstructured object to \(kind): \(reason)")
    }
    target.resource.strategy.setDefaults(&conformed.value)
    return conformed.value
  }
}

import JSON
import KubernetesAPI

extension APIServer {
  /// An object that was sent, in the shape of its version, and what to warn of.
  func sentObject(
    _ call: Call, _ target: Target, _ options: WriteOptions
  ) throws(Status) -> (object: JSONValue, warnings: [String]) {
    let expected = ExpectedKind(target)
    let body = try RequestBody.decode(call.body, contentType: call.contentType, as: expected)
    let sent = (
      kind: body.object["kind"]?.string ?? "", version: body.object["apiVersion"]?.string ?? ""
    )
    guard sent.version == expected.apiVersion else {
      throw .badRequest(
        "the API version in the data (\(sent.version)) does not match the expected API version "
          + "(\(expected.apiVersion))")
    }
    guard sent.kind == expected.kind || !expected.isBuiltin else {
      throw .badRequest(
        "the kind in the data (\(sent.kind)) does not match the expected kind (\(expected.kind))")
    }
    let conformed = try target.resource.strategy.conform(body.object, to: target.version)
    let warnings = try options.validation.warnings(
      expected.ordered(body.problems(unknown: conformed.unknown)), for: expected,
      kind: sent.kind, apiVersion: sent.version)
    // Custom objects are of any kind until they are judged (`registry/customresource/validator.go`).
    guard sent.kind == expected.kind else {
      throw .invalid(
        group: target.resource.group, kind: sent.kind, name: conformed.value.name,
        [
          FieldProblem(
            kind: .invalid, field: "kind", value: .string(sent.kind),
            detail: "must be \(expected.kind)")
        ])
    }
    return (conformed.value, warnings)
  }

  func createAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    _ = try writer(call, target)
    let options = try WriteOptions(call.query, kind: "CreateOptions", userAgent: call.userAgent)
    let (object, warnings) = try sentObject(call, target, options)
    try authorizer.checkEscalation(
      call.attributes, by: call.user, to: try api.completed(object, target), from: nil)
    let stored = try api.create(target, object, options)
    return try answer(stored, call, target, status: 201, warnings: warnings)
  }

  func updateAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    _ = try writer(call, target)
    let options = try WriteOptions(call.query, kind: "UpdateOptions", userAgent: call.userAgent)
    let (sent, warnings) = try sentObject(call, target, options)
    var object = sent
    target.resource.strategy.setDefaults(&object)
    let ownership = api.ownership(target)
    let now = api.now
    let stored = try guarded(call, target, options) { (options) throws(Status) in
      try api.update(target, options, isUnconditional: target.resource.isUpdatedUnconditionally) {
        (live) throws(Status) in
        ownership.updated(live: live, object, options, now: now)
      }
    }
    return try answer(stored, call, target, warnings: warnings)
  }

  func patchAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    _ = try writer(call, target)
    let kind = try PatchKind(contentType: call.contentType, for: target.resource)
    let options = try WriteOptions(
      call.query, kind: "PatchOptions", userAgent: call.userAgent, isApply: kind == .apply)
    let patch = try API.Patch(call.body, kind)
    let refusal =
      target.resource.isGoing ? .definitionIsGoing : kind == .apply ? creationRefusal(call) : nil
    var (isNew, warnings) = (false, [String]())
    let object = try guarded(call, target, options) { (options) throws(Status) in
      let patched = try api.patch(target, patch, options, refusingCreation: refusal)
      (isNew, warnings) = (patched.isNew, patched.warnings)
      return patched.object
    }
    return try answer(object, call, target, status: isNew ? 201 : 200, warnings: warnings)
  }

  /// Changes an object, if the caller may grant what it would say.
  ///
  /// Roles and bindings are first changed on trial, for the judgement of what would become of them.
  private func guarded(
    _ call: Call, _ target: Target, _ options: WriteOptions,
    _ change: (WriteOptions) throws(Status) -> StoredObject
  ) throws(Status) -> StoredObject {
    if target.resource.group == "rbac.authorization.k8s.io" {
      let old = api.store.object(target.groupResource, target.namespace, target.name)
      var trial = options
      trial.isDryRun = true
      try authorizer.checkEscalation(
        call.attributes, by: call.user, to: try change(trial).value, from: old?.value)
    }
    return try change(options)
  }

  /// Why the caller may not make a new object by an apply; nil when they may.
  private func creationRefusal(_ call: Call) -> Status? {
    var attributes = call.attributes
    attributes.verb = "create"
    let decision = authorizer.decide(call.user, attributes)
    return decision.isAllowed
      ? nil : .forbidden(attributes, by: call.user, because: decision.reason)
  }

  // MARK: Deleting

  private func deleteOptions(_ call: Call) throws(Status) -> DeleteOptions {
    let options =
      call.body.isEmpty
      ? DeleteOptions(call.query)
      : DeleteOptions(
        try RequestBody.decode(call.body, contentType: call.contentType, as: nil).object)
    try options.validate()
    return options
  }

  func deleteAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let options = try deleteOptions(call)
    let writer = try writer(call, target)
    let deletion = try api.delete(target, options)
    let status = deletion.code(options)
    guard deletion.isRemoved, !target.resource.answersWithDeleted else {
      return Answer(
        status: status, contentType: writer.form.contentType,
        body: writer.object(deletion.object))
    }
    var form = writer.form
    form.shape = .whole
    return Answer(status: status, deletion.answer, form: form)
  }

  func deleteCollectionAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let options = try deleteOptions(call)
    let list = try ListOptions(call.query, isWatch: false)
    let writer = try writer(call, target, isList: true)
    let gone = try api.deleteCollection(try selection(call, target), options, list)
    return Answer(
      contentType: writer.form.contentType,
      body: writer.list(gone, ObjectWriter.ListMetadata(revision: api.store.revision)))
  }
}

import JSON
import KubernetesAPI

extension APIServer {
  /// An object that was sent, in the shape of its version, and what to warn of.
  private func sentObject(
    _ call: Call, _ target: Target, _ options: WriteOptions
  ) throws(Status) -> (object: JSONValue, warnings: [String]) {
    let body = try call.decodedBody()
    var value = body.value
    let kind = target.resource.names.kind
    let apiVersion = target.resource.apiVersion(target.version.name)
    guard value.object != nil else {
      throw .badRequest(
        "the object provided is unrecognized (must be of type \(kind)): couldn't get version/kind; json parse error: json: cannot unmarshal \(value.goKind) into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (\(body.hexSample))"
      )
    }
    // What is not said is taken from the URL.
    if (value["kind"]?.string ?? "").isEmpty { value["kind"] = .string(kind) }
    if (value["apiVersion"]?.string ?? "").isEmpty { value["apiVersion"] = .string(apiVersion) }
    let sent = (kind: value["kind"]?.string ?? "", version: value["apiVersion"]?.string ?? "")
    guard sent.kind == kind, sent.version == apiVersion else {
      throw .badRequest(
        "\(sent.kind) in version \"\(sent.version.split(separator: "/").last ?? "")\" cannot be handled as a \(kind): the provided data is of another kind"
      )
    }
    let conformed = try target.resource.strategy.conform(value, to: target.version)
    let warnings = try options.validation.check(
      unknown: conformed.unknown, duplicates: body.duplicates)
    return (conformed.value, warnings)
  }

  func createAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    _ = try writer(call, target)
    let options = try WriteOptions(call.query, kind: "CreateOptions", userAgent: call.userAgent)
    let (object, warnings) = try sentObject(call, target, options)
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
    let (now, isBuiltIn) = (api.now, target.resource.definition == nil)
    let stored = try api.update(
      target, options, isUnconditional: isBuiltIn
    ) { (live) throws(Status) in
      ownership.updated(live: live, object, options, now: now)
    }
    return try answer(stored, call, target, warnings: warnings)
  }

  func patchAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    _ = try writer(call, target)
    let kind = try PatchKind(contentType: call.contentType, for: target.resource)
    let options = try WriteOptions(
      call.query, kind: "PatchOptions", userAgent: call.userAgent, isApply: kind == .apply)
    let body = try RequestBody.decode(
      call.body, contentType: kind == .apply ? "application/yaml" : "application/json")
    let (object, isNew, warnings) = try api.patch(
      target, API.Patch(kind: kind, value: body.value, duplicates: body.duplicates), options,
      refusingCreation: kind == .apply ? creationRefusal(call) : nil)
    return try answer(object, call, target, status: isNew ? 201 : 200, warnings: warnings)
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
      ? DeleteOptions(call.query) : DeleteOptions(try call.decodedBody().value)
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

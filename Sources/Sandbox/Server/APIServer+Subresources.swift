import JSON
import KubernetesAPI

extension APIServer {
  /// Answers a request for a part of an object.
  func subresourceAnswer(
    _ call: Call, _ target: Target, _ subresource: Subresource
  ) throws(Status) -> Answer {
    guard !target.name.isEmpty else { throw .noSuchResource }
    guard subresource.verbs.contains("\(call.request.verb)") else { throw .methodNotAllowed }
    switch (subresource.name, call.request.verb) {
    case ("scale", _): return try scaleAnswer(call, target)
    case ("token", .create): return try tokenAnswer(call, target)
    case ("status", .get), ("ephemeralcontainers", .get), ("resize", .get):
      return try getAnswer(call, target)
    case ("status", .update), ("finalize", .update), ("ephemeralcontainers", .update),
      ("resize", .update), ("approval", .update):
      return try updateAnswer(call, target)
    case ("status", .patch), ("ephemeralcontainers", .patch), ("resize", .patch):
      return try patchAnswer(call, target)
    case ("eviction", .create):
      _ = try api.delete(target, DeleteOptions())
      return Answer(
        status: 201,
        ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201],
        form: MediaForm())
    default:
      // Behind these stands a kubelet or a scheduler, and there is none.
      throw Status(
        code: 501, reason: "NotImplemented",
        message:
          "the sandbox runs no pods: \(target.resource.names.plural)/\(subresource.name) has nobody to answer it"
      )
    }
  }

  /// The scale of what has replicas (`autoscaling/v1`).
  private func scaleAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let form = try call.form(MediaForm.Offer(shapes: false))
    switch call.request.verb {
    case .get:
      let object = try api.get(target).value
      // A built-in object always has its replicas (`registry/customresource/etcd.go`).
      if let paths = target.subresource?.scale,
        object[at: Scale.steps(paths.specReplicas)]?.int == nil
      {
        throw .internalError(
          "the spec replicas field \(paths.specReplicas.goQuoted) does not exist")
      }
      return Answer(Scale.scale(of: object, paths: target.subresource?.scale), form: form)
    case .update:
      let options = try WriteOptions(call.query, kind: "UpdateOptions", userAgent: call.userAgent)
      let sent = try RequestBody.decode(
        call.body, contentType: call.contentType,
        as: ExpectedKind(apiVersion: "autoscaling/v1", kind: "Scale")
      ).object
      return try scaled(call, target, options, form) { (_) throws(Status) in sent }
    case .patch:
      let kind = try PatchKind(contentType: call.contentType, for: target.resource)
      let options = try WriteOptions(
        call.query, kind: "PatchOptions", userAgent: call.userAgent, isApply: kind == .apply)
      let patch = try API.Patch(call.body, kind).value
      return try scaled(call, target, options, form) { (live) throws(Status) in
        switch kind {
        case .json: try JSONPatch.apply(patch, to: live)
        case .merge, .apply: try MergePatch.apply(patch, to: live)
        case .strategic:
          try StrategicMergePatch.apply(
            patch, to: live, schema: .message("autoscaling.Scale"))
        }
      }
    default: throw .methodNotAllowed
    }
  }

  /// Stores the replicas that `edit` makes of the present scale.
  private func scaled(
    _ call: Call, _ target: Target, _ options: WriteOptions, _ form: MediaForm,
    _ edit: (JSONValue) throws(Status) -> JSONValue
  ) throws(Status) -> Answer {
    let object = try api.update(target, options) { (live) throws(Status) in
      let scale = try edit(Scale.scale(of: live, paths: target.subresource?.scale))
      let problems = Scale.problems(scale)
      guard problems.isEmpty else {
        throw .invalid(group: "autoscaling", kind: "Scale", name: target.name, problems)
      }
      let changed = Scale.apply(scale, to: live, paths: target.subresource?.scale)
      let ownership = api.ownership(target)
      let owned = ownership.updated(live: live, changed, options, now: api.now)
      return ownership.withoutTime(owned, of: options.manager)
    }
    return Answer(
      Scale.scale(of: object.value, paths: target.subresource?.scale), form: form)
  }

  /// A token for a service account (`authentication.k8s.io/v1` TokenRequest).
  private func tokenAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let form = try call.form(MediaForm.Offer(shapes: false))
    let options = try WriteOptions(call.query, kind: "CreateOptions", userAgent: call.userAgent)
    let expected = ExpectedKind(apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest")
    let body = try RequestBody.decode(call.body, contentType: call.contentType, as: expected)
    let schema = Schema.message("authentication.TokenRequest")
    var request: Conformed
    do throws(ConformError) { request = try schema.conform(body.object) } catch {
      throw expected.unhandled(
        error.message, kind: expected.kind, apiVersion: expected.apiVersion)
    }
    _ = try options.validation.warnings(
      body.problems(unknown: request.unknown), for: expected, kind: expected.kind,
      apiVersion: expected.apiVersion)
    request.value.setDefault(["spec", "expirationSeconds"], 3600)
    let ownership = FieldOwnership(
      schema: schema.resolved, apiVersion: expected.apiVersion, kind: expected.kind,
      subresource: "token", ignored: FieldSet())
    let issued = try authentication.tokens.answer(
      ownership.created(request.value, options, now: api.now), namespace: target.namespace,
      name: target.name, now: api.clock())
    return Answer(status: 201, issued, form: form)
  }

  /// The answer to a question that is asked by creating an object.
  func reviewAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let form = try call.form(MediaForm.Offer(shapes: false))
    let options = try WriteOptions(call.query, kind: "CreateOptions", userAgent: call.userAgent)
    var (object, warnings) = try sentObject(call, target, options)
    if !target.resource.isNamespaced { object["metadata"]?["namespace"] = nil }
    let owned = api.ownership(target).created(object, options, now: api.now)
    let answered = try reviews.answer(
      owned, by: call.user, in: target.namespace, now: api.clock())
    var answer = Answer(status: 201, answered, form: form)
    answer.warnings = warnings
    return answer
  }
}

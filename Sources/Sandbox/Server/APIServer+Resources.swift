import JSON
import KubernetesAPI

extension APIServer {
  /// Answers a request for a resource.
  func resourceReply(_ call: Call) throws(Status) -> Reply {
    let request = call.request
    guard call.request.method != "HEAD" else { throw .methodNotAllowed }
    guard
      let resource = api.catalog[request.groupResource],
      let version = resource.version(request.apiVersion)
    else { return missing(request) }
    guard !request.resource.isEmpty else { return missing(request) }
    var subresource: Subresource?
    if !request.subresource.isEmpty {
      guard let found = version.subresource(request.subresource) else { return missing(request) }
      subresource = found
    }
    let isNamed = !request.name.isEmpty && request.fieldSelectorName == nil
    if !resource.isNamespaced, request.isInNamespace { return missing(request) }
    if resource.isNamespaced, !request.isInNamespace, isNamed { return missing(request) }
    let target = Target(
      resource: resource, version: version,
      namespace: resource.isNamespaced ? request.namespace : "",
      name: isNamed ? request.name : "", subresource: subresource)
    var reply = try reply(call, target)
    if let warning = version.deprecationWarning, case .answer(var answer) = reply {
      answer.warnings.insert(warning, at: 0)
      reply = .answer(answer)
    }
    return reply
  }

  private func reply(_ call: Call, _ target: Target) throws(Status) -> Reply {
    if let reply = try kubeletReply(call, target) { return reply }
    if let subresource = target.subresource {
      return .answer(try subresourceAnswer(call, target, subresource))
    }
    let verb = "\(call.request.verb)"
    guard target.resource.verbs.contains(verb) || target.resource.isGoing else {
      throw .methodNotAllowed
    }
    switch call.request.verb {
    case .create where target.resource.isGoing: throw .definitionIsGoing
    case .get: return .answer(try getAnswer(call, target))
    case .list: return .answer(try listAnswer(call, target))
    case .watch: return .watch(try watch(call, target))
    case .create where target.name.isEmpty:
      guard target.resource.verbs != ["create"] else {
        return .answer(try reviewAnswer(call, target))
      }
      guard !target.resource.isNamespaced || !target.namespace.isEmpty else {
        throw .methodNotAllowed
      }
      return .answer(try createAnswer(call, target))
    case .update where !target.name.isEmpty: return .answer(try updateAnswer(call, target))
    case .patch where !target.name.isEmpty: return .answer(try patchAnswer(call, target))
    case .delete: return .answer(try deleteAnswer(call, target))
    case .deletecollection:
      guard !target.resource.isNamespaced || !target.namespace.isEmpty else {
        throw .methodNotAllowed
      }
      return .answer(try deleteCollectionAnswer(call, target))
    default: throw .methodNotAllowed
    }
  }

  /// What is said when there is no such resource: a group of no built-in resource is no path at all.
  private func missing(_ request: ResourceRequest) -> Reply {
    .answer(
      request.isBelowBuiltinGroup(in: api.catalog)
        ? Answer(.noSuchResource, accept: nil)
        : Answer(status: 404, text: Discovery.unknownPath))
  }

  // MARK: Forms

  /// How objects of the target are written for this caller.
  func writer(
    _ call: Call, _ target: Target, isList: Bool = false
  ) throws(Status) -> ObjectWriter {
    let type = target.resource.message ?? "unstructured.Unstructured"
    var offer = MediaForm.Offer(isList: isList, typeName: isList ? type + "List" : type)
    offer.stream = call.request.verb == .watch ? .asked : .possible
    var form = try call.form(offer)
    if form.encoding == .protobuf, form.shape == .whole, target.resource.message == nil {
      offer.protobuf = false
      form = try call.form(offer)
    }
    return ObjectWriter(
      resource: target.resource, version: target.version, form: form,
      includeObject: try includeObject(call, form), now: api.seconds)
  }

  private func includeObject(_ call: Call, _ form: MediaForm) throws(Status) -> String {
    let asked = call.query[first: "includeObject"] ?? ""
    guard case .table = form.shape, !["", "None", "Metadata", "Object"].contains(asked) else {
      return asked.isEmpty ? "Metadata" : asked
    }
    throw .badRequest(
      "Unable to convert to Table as requested: includeObject: Invalid value: \(asked.goQuoted): "
        + "must be 'Metadata', 'Object', 'None', or empty")
  }

  /// The answer that is one object.
  func answer(
    _ object: StoredObject, _ call: Call, _ target: Target, status: Int = 200,
    warnings: [String] = []
  ) throws(Status) -> Answer {
    let writer = try writer(call, target)
    var answer = Answer(
      status: status, contentType: writer.form.contentType, body: writer.object(object))
    answer.warnings = warnings + target.resource.strategy.warnings(for: object.value)
    return answer
  }

  // MARK: Reading

  func getAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let writer = try writer(call, target)
    try api.check(revision: call.query[first: "resourceVersion"] ?? "")
    let object = try api.get(target)
    return Answer(contentType: writer.form.contentType, body: writer.object(object))
  }

  private func listAnswer(_ call: Call, _ target: Target) throws(Status) -> Answer {
    let writer = try writer(call, target, isList: true)
    let options = try ListOptions(call.query, isWatch: false)
    let selection = try selection(call, target)
    let (objects, metadata) = try api.list(selection, options)
    return Answer(
      contentType: writer.form.contentType, body: writer.list(objects, metadata))
  }

  private func watch(_ call: Call, _ target: Target) throws(Status) -> Watch {
    let writer = try writer(call, target)
    let options = try ListOptions(call.query, isWatch: true)
    return try api.watch(try selection(call, target), options, writer)
  }

  func selection(_ call: Call, _ target: Target) throws(Status) -> Selection {
    try Selection(
      call.query, namespace: target.scope, resource: target.resource, version: target.version)
  }
}

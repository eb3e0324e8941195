internal import Decide
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// The proxy's own paths: nothing of them goes upstream.
extension ProxyService {
  /// Answers a request under `/bailiwick`.
  func answerOwn(
    _ exchange: consuming Exchange, _ request: ResourceRequest, as caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    guard request.path == "/bailiwick/explain" else {
      record.note("no such path")
      return try await exchange.refuse(.noSuchPath)
    }
    guard request.method == "GET" else {
      record.note("not a GET")
      return try await exchange.refuse(.onlyGet)
    }
    record.verdict = .explained
    let explanation: Explanation
    do throws(ExchangeError) {
      let query: ExplainQuery
      do throws(Status) {
        query = try ExplainQuery(
          request.query, accept: connection.request.fields.values(of: .accept).first)
      } catch {
        throw .refused(error)
      }
      explanation = try await explain(query, exchange, caller)
    } catch {
      return try await fail(connection, error, record)
    }
    record.note(explanation.outcome.rawValue)
    var head = ResponseHead(status: 200)
    head.fields.append(
      "Content-Type",
      literal: explanation.query.isText ? "text/plain; charset=utf-8" : "application/json")
    head.fields.append("Cache-Control", literal: "no-cache, private")
    head.fields.append(.auditID, from: connection.request.fields)
    try await connection.answer(
      head, body: explanation.query.isText ? explanation.text() : explanation.encoded())
  }

  private func explain(
    _ query: ExplainQuery, _ exchange: borrowing Exchange, _ caller: Caller
  ) async throws(ExchangeError) -> Explanation {
    let user = caller.identity.user
    guard let resource = query.resource else {
      return Explanation(
        query: query, user: user, outcome: .notFiltered, isAllowed: nil, grounds: [])
    }
    let access = ReviewedAccess(
      verb: query.verb, resource: resource.groupResource, name: query.name ?? "")
    guard let request = access.request(on: resource) else {
      throw .refused(.badRequest("the name is none that an object can have"))
    }
    guard let isAllowed = await isAllowed(Access(request), to: user) else {
      throw .refused(
        .serviceUnavailable(
          "your access cannot be reviewed at the moment", retryAfterSeconds: 1))
    }
    let (outcome, labels) = try await outcome(of: request, exchange, caller)
    return Explanation(
      query: query, user: user, outcome: isAllowed ? .everything : outcome, isAllowed: isAllowed,
      grounds: grounds(resource, query.name, labels, user))
  }

  /// What would become of a request, and the labels of the object if they make it the caller's.
  private func outcome(
    of request: ResourceRequest, _ exchange: borrowing Exchange, _ caller: Caller
  ) async throws(ExchangeError) -> (Explanation.Outcome, labels: [String: String]?) {
    switch await decide(request, accept: nil, caller, nil) {
    case .pass, .review, .create: return (.refused, nil)
    case .refuse(let status): throw .refused(status)
    case .filter(let filtering):
      guard let selection = filtering.selection, !request.name.isEmpty else { return (.part, nil) }
      return try await judge(
        .shown, request, filtering.resource, selection, filtering.wideningGroup, exchange, caller)
    case .write(let writing):
      return try await judge(
        .changed, request, writing.resource, writing.selection, writing.readGroup, exchange, caller)
    }
  }

  /// The outcome for one object if it is the caller's, as far as its labels are to be looked at.
  private func judge(
    _ outcome: Explanation.Outcome, _ request: ResourceRequest, _ resource: FilteredResource,
    _ selection: Selection, _ readGroup: String, _ exchange: borrowing Exchange, _ caller: Caller
  ) async throws(ExchangeError) -> (Explanation.Outcome, labels: [String: String]?) {
    switch selection.selects(name: request.name) {
    case .yes: return (outcome, nil)
    case .no: return (.refused, nil)
    case .dependsOnLabels:
      let object = LabelledAccess(
        resource: resource, selection: selection,
        path: ResourceRequest.path(
          of: resource.groupResource, version: request.apiVersion, name: request.name),
        group: readGroup, readGroup: readGroup)
      guard let found = try await selected(object, exchange, caller) else { return (.refused, nil) }
      return (outcome, found.labels)
    }
  }

  private func isAllowed(_ access: Access, to user: UserInfo) async -> Bool? {
    await accessReviews.isAllowed(
      SubjectAccessReview(
        user: user,
        attributes: .resource(
          verb: "\(access.verb)", group: access.resource.group, version: access.version,
          resource: access.resource.resource, namespace: access.namespace, name: access.name)))
  }
}

extension Status {
  /// A path of the proxy's own that nothing is behind.
  fileprivate static let noSuchPath = Status(
    code: 404, reason: "NotFound",
    message: "the proxy serves nothing here: try /bailiwick/explain?resource=namespaces",
    details: Details())

  /// A method that changes something, where nothing can be changed.
  fileprivate static let onlyGet = Status(
    code: 405, reason: "MethodNotAllowed",
    message: "the proxy explains and changes nothing: only GET is served here")

  /// Somebody acts as somebody else by the word of the API server alone, which is not asked here.
  static let unreviewedImpersonation = Status(
    code: 403, reason: "Forbidden",
    message: "the proxy's own paths are not answered on behalf of somebody else unless the proxy "
      + "reviewed that")
}

internal import Decide
internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// Questions about the caller's own rights.
///
/// The API server answers each of them as the caller. Its answer holds the question as it understood
/// it, whatever the encoding was: what is added goes by that, so that nobody reads a body twice and
/// differently.
extension ProxyService {
  /// The most bytes of a body that the API server reads (apiserver/pkg/server/config.go,
  /// MaxRequestBodyBytes).
  private static let maximumQuestion = 3 << 20

  /// Answers a question about the caller's own rights by what the proxy would do.
  func review(
    _ exchange: consuming Exchange, _ kind: SelfReview, _ caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    connection.request.forgetUpgrade()
    // Who the caller is, the API server knows from the credential. An answer in a form that the
    // proxy does not write stays as the API server gave it.
    guard kind != .identity, let view = view.value,
      Accept(parsing: connection.request.fields.values(of: .accept).first).takesJSON
    else { return try await pass(exchange, caller) }
    if let refusal = refusalToPass(caller) {
      record.note("what passes may not go in the caller's name")
      return try await exchange.refuse(refusal)
    }
    var answer: OwnAnswer
    do throws(ExchangeError) {
      answer = try await nativeAnswer(exchange, caller)
      if answer.status == 201, answer.isJSON {
        switch kind {
        case .access: try await addAccess(to: &answer, exchange, caller, view)
        case .rules: await addRules(to: &answer, caller, view)
        case .identity: break
        }
      }
    } catch {
      return try await fail(connection, error, record)
    }
    if let message = answer.refusalOfTheProgram(asking: caller) {
      return try await alarm(exchange, message)
    }
    try await exchange.answer(answer)
  }

  /// The API server's answer to the client's question, in JSON.
  private func nativeAnswer(
    _ exchange: borrowing Exchange, _ caller: Caller
  ) async throws(ExchangeError) -> OwnAnswer {
    let connection = exchange.connection
    let body = try await exchange.readBody(maximum: Self.maximumQuestion)
    let type = connection.request.fields.values(of: .contentType).first ?? "application/json"
    return try await exchange.ask(
      OwnRequest(method: "POST", target: connection.request.target, body: (body, type)),
      by: try await credential(of: caller))
  }

  private func addAccess(
    to answer: inout OwnAnswer, _ exchange: borrowing Exchange, _ caller: Caller, _ view: View
  ) async throws(ExchangeError) {
    guard var review = AccessReviewAnswer(answer.body), let access = review.refusedAccess else {
      return
    }
    let resource: FilteredResource
    let group: String
    switch policy.widening(of: access, for: caller.identity, in: view) {
    case .none: return
    case .given(let found, let needed): (resource, group) = (found, needed)
    case .ofObject(let object):
      guard try await selected(object, exchange, caller) != nil else { return }
      (resource, group) = (object.resource, object.group)
    }
    let possible =
      group == policy.creationGroup
      ? await mayCreate(caller, in: group) : await isPossible(access, to: caller, in: group)
    guard let isPossible = possible else {
      throw .upstream(WireError(.closed, "an access cannot be reviewed"))
    }
    guard isPossible else { return }
    review.allow(resource)
    answer.body = review.encoded()
  }

  private func addRules(
    to answer: inout OwnAnswer, _ caller: Caller, _ view: View
  ) async {
    guard var review = RulesReviewAnswer(answer.body) else { return }
    let user = caller.identity.user
    var possible: [FilteredResource: [Operations]] = [:]
    for resource in FilteredResource.allCases {
      for (operation, verb) in [
        (Operations.list, "list"), (.update, "update"), (.delete, "delete"),
      ]
      where view.selection(of: resource, for: user, operation: operation) != nil {
        let access = ReviewedAccess(verb: verb, resource: resource.groupResource)
        let group = policy.wideningGroup(for: operation, of: resource)
        switch await isPossible(access, to: caller, in: group) {
        case true?: possible[resource, default: []].append(operation)
        case false?: break
        case nil: review.isIncomplete = true
        }
      }
    }
    var makesNamespaces = false
    if policy.isSelfService, !view.tenants(of: .tenants, to: user).isEmpty {
      switch await mayCreate(caller, in: policy.creationGroup) {
      case true?: makesNamespaces = true
      case false?: break
      case nil: review.isIncomplete = true
      }
    }
    let rules = GrantedRule.all(for: user, in: view, makesNamespaces: makesNamespaces) {
      possible[$0]?.contains($1) ?? false
    }
    guard !rules.isEmpty || review.isIncomplete else { return }
    review.add(rules)
    answer.body = review.encoded()
  }

  /// Whether the API server allows the access to the caller in one more group, which is there only
  /// if somebody set it up; nil when nothing is known.
  func isPossible(
    _ access: ReviewedAccess, to caller: Caller, in group: String
  ) async -> Bool? {
    var user = caller.identity.user
    user.groups.append(group)
    return await accessReviews.isAllowed(
      SubjectAccessReview(
        user: user,
        attributes: .resource(
          verb: access.verb, group: access.resource.group, version: access.version,
          resource: access.resource.resource, name: access.name)))
  }

  /// The object, read afresh, if its labels make it one of the caller's.
  func selected(
    _ object: LabelledAccess, _ exchange: borrowing Exchange, _ caller: Caller
  ) async throws(ExchangeError) -> ObjectMeta? {
    let answer = try await exchange.ask(
      OwnRequest(method: "GET", target: object.path),
      by: .impersonating(
        try widening(caller), wideningGroup: object.readGroup,
        programToken: try await programToken()))
    guard answer.status == 200, answer.isJSON, let value = try? answer.value,
      let found = try? ObjectMeta(of: value),
      object.selection.selects(name: found.name, uid: found.uid, labels: found.labels)
    else { return nil }
    return found
  }
}

extension OwnAnswer {
  /// The words of a refusal that is not of the caller: the program may not speak for the caller.
  fileprivate func refusalOfTheProgram(asking caller: Caller) -> String? {
    guard caller.identity.proof != .bearerToken, status == 401 || status == 403,
      let refusal = parsedStatus, !refusal.isAbout(caller.identity.user.username)
    else { return nil }
    return refusal.message
  }
}

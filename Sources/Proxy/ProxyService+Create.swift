internal import Decide
internal import KubernetesAPI
internal import Logging
internal import Ownership
internal import Wire

extension ProxyService {
  /// Makes a namespace for an owner of a tenant.
  ///
  /// Each is told in the log: the API server's own audit names the caller too, but not why it was
  /// allowed. Where nobody set up the group that may make namespaces, the request passes.
  func create(
    _ exchange: consuming Exchange, _ creation: Creation, _ request: ResourceRequest,
    _ caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    connection.request.forgetUpgrade()
    guard let selfService else { return try await pass(exchange, caller) }
    switch await mayCreate(caller, in: creation.group) {
    case true?: break
    case false?:
      record.note("self-service is not set up")
      return try await pass(exchange, caller)
    case nil:
      return try await fail(
        connection, .upstream(WireError(.closed, "an access cannot be reviewed")), record)
    }
    record.verdict = .created
    let named: Caller
    do throws(ExchangeError) { named = try widening(caller) } catch {
      return try await fail(connection, error, record)
    }
    guard !named.hasStandIn else {
      record.note("the program may not make anything as a service account or a node")
      return try await exchange.refuse(
        .standInChangesNothing(Status.namespaces, name: request.name))
    }
    var told = NamespaceCreate.Attempt()
    let outcome: WidenedWrite.Outcome
    do throws(ExchangeError) {
      let create = NamespaceCreate(
        creation: creation, request: request, selfService: selfService, caller: named,
        programToken: try await programToken(), view: view)
      outcome = try await create.run(on: exchange, telling: &told)
    } catch {
      tell(told, caller, error.reason)
      return try await fail(connection, error, record)
    }
    if !told.name.isEmpty { record.note("namespace \(told.name)") }
    if !told.tenant.isEmpty { record.note("tenant \(told.tenant)") }
    switch outcome {
    case .passed: try await pass(exchange, caller)
    case .answered(let answer):
      tell(told, caller, "\(answer.status)")
      try await exchange.answer(answer)
    case .refused(let status, let reason):
      tell(told, caller, "\(status.code): \(reason)")
      record.note(reason)
      try await exchange.refuse(status)
    case .alarm(let message):
      tell(told, caller, "the program was refused")
      try await alarm(exchange, message)
    }
  }

  /// Whether the caller may make namespaces in the group: not where another program sees to that, and
  /// only where somebody set the group up; nil when nothing is known.
  func mayCreate(_ caller: Caller, in group: String) async -> Bool? {
    guard let selfService, selfService.isOn() else { return false }
    return await isPossible(
      ReviewedAccess(verb: "create", resource: Status.namespaces), to: caller, in: group)
  }

  private func tell(_ told: NamespaceCreate.Attempt, _ caller: Caller, _ outcome: String) {
    logger.notice(
      "self-service",
      metadata: [
        "user": "\(caller.identity.user.username)", "verb": "create", "resource": "namespaces",
        "name": "\(told.name)", "tenant": "\(told.tenant)", "outcome": "\(outcome)",
      ])
  }
}

internal import Decide
internal import KubernetesAPI
internal import Logging
internal import Ownership
internal import Wire

extension ProxyService {
  /// Changes one object for a caller whose tenant was given the operation.
  ///
  /// Each such change is told in the log: the API server's own audit names the caller too, but not
  /// why it was allowed.
  func write(
    _ exchange: consuming Exchange, _ writing: Writing, _ caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    let method = connection.request.method
    let outcome: WidenedWrite.Outcome
    do throws(ExchangeError) {
      let write = WidenedWrite(
        writing: writing,
        renewed: { [view] in $0.renewed(for: caller, as: method, in: view.value) },
        caller: try widening(caller), programToken: try await programToken(),
        allowsClusterDefaults: allowsClusterDefaults)
      outcome = try await write.run(on: exchange)
    } catch {
      tell(writing, caller, method, error.reason)
      return try await fail(connection, error, record)
    }
    switch outcome {
    case .passed:
      connection.request.forgetUpgrade()
      try await pass(exchange, caller)
    case .answered(let answer):
      tell(writing, caller, method, "\(answer.status)")
      try await exchange.answer(answer)
    case .refused(let status, let reason):
      tell(writing, caller, method, "\(status.code): \(reason)")
      record.note(reason)
      try await exchange.refuse(status)
    case .alarm(let message):
      tell(writing, caller, method, "the program was refused")
      try await alarm(exchange, message)
    }
  }

  /// The verbs of authorisation, by the methods.
  private static let verbs = ["PUT": "update", "PATCH": "patch", "DELETE": "delete"]

  private func tell(_ writing: Writing, _ caller: Caller, _ method: String, _ outcome: String) {
    logger.notice(
      "widened write",
      metadata: [
        "user": "\(caller.identity.user.username)", "verb": "\(Self.verbs[method] ?? method)",
        "resource": "\(writing.resource.groupResource)", "name": "\(writing.name)",
        "outcome": "\(outcome)",
      ])
  }
}

extension Writing {
  /// The same by another view; nil when the caller was not given the operation in it.
  fileprivate func renewed(for caller: Caller, as method: String, in view: View?) -> Writing? {
    let operation: Operations = method == "DELETE" ? .delete : .update
    guard
      let selection = view?.selection(
        of: resource, for: caller.identity.user, operation: operation)
    else { return nil }
    var renewed = self
    renewed.selection = selection
    renewed.decidingLabels = view?.decidingLabels(of: resource) ?? []
    return renewed
  }
}

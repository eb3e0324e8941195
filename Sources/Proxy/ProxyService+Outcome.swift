internal import Decide
internal import Kubernetes
internal import KubernetesAPI
internal import Logging
internal import Metrics
internal import Ownership
internal import Wire

/// What becomes of a request that was decided.
extension ProxyService {
  func pass(_ exchange: consuming Exchange, _ caller: Caller) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    if record.request?.isForProxy == true {
      // Nobody known, or somebody whose right to act as another was left to the API server.
      record.note("not reviewed")
      return try await exchange.refuse(
        caller.identity.proof == .anonymous ? .unauthorized : .unreviewedImpersonation)
    }
    if let refusal = refusalToPass(caller) {
      record.note("what passes may not go in the caller's name")
      return try await exchange.refuse(refusal)
    }
    record.verdict = .passed
    if record.isStream { audit.tellStart(record, on: connection) }
    let registered = register(exchange, caller, isWidened: false)
    defer { leave(registered, record) }
    do throws(ExchangeError) {
      try await exchange.pass(try await credential(of: caller))
    } catch {
      if let reason = registered?.stream.reason { throw WireError(.closed, reason) }
      try await fail(connection, error, record)
    }
    if registered?.stream.isCutOff == true { throw .closed }
  }

  func filter(
    _ exchange: consuming Exchange, _ filtering: Filtering, _ caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    let outcome: Exchange.Filtered
    if filtering.form == .watch { audit.tellStart(record, on: connection) }
    let registered = filtering.form == .watch ? register(exchange, caller, isWidened: true) : nil
    defer { leave(registered, record) }
    // Before the list is asked for, so that a watch that goes on from it is known to be newer.
    if filtering.form == .list { _ = await mark(filtering) }
    do throws(ExchangeError) {
      let token = try await programToken()
      let named = try widening(caller)
      if let page = filtering.page, filtering.form == .list {
        outcome = try await exchange.answer(
          page, of: filtering, as: named, programToken: token, sealing: pages)
      } else {
        outcome = try await exchange.filter(
          filtering, as: named, programToken: token, by: view,
          goesOnFromBefore: await goesOnFromBefore(filtering, caller))
      }
    } catch {
      if let reason = registered?.stream.reason { throw WireError(.closed, reason) }
      return try await fail(connection, error, record)
    }
    if registered?.stream.isCutOff == true { throw .closed }
    switch outcome {
    case .answered(let hidden): record.hiddenItems = hidden
    case .passedInstead:
      record.note("not the caller's")
      // What was to be filtered is never tunnelled.
      connection.request.forgetUpgrade()
      try await pass(exchange, caller)
    case .alarm(let message): try await alarm(exchange, message)
    }
  }

  /// A version that the resource had after what the caller owns of it changed last.
  private func mark(_ filtering: Filtering) async -> UInt64? {
    let change = filtering.standing.lastChange
    return change == 0 ? nil : await marks.version(of: filtering.resource, after: change)
  }

  /// Whether a watch goes on from what was said before the caller's part of the resource changed.
  private func goesOnFromBefore(_ filtering: Filtering, _ caller: Caller) async -> Bool {
    guard filtering.form == .watch, let text = filtering.resourceVersion,
      let version = UInt64(text), let mark = await mark(filtering)
    else { return false }
    return marks.expires(
      version, before: mark, of: filtering.resource, for: caller.identity.user.username)
  }

  /// Tells the administrator, and the client as little as possible, that the program was refused.
  func alarm(_ exchange: consuming Exchange, _ message: String) async throws(WireError) {
    try await fail(exchange.connection, .alarm(message), exchange.record)
  }

  /// In whose name the caller's own requests go upstream.
  func credential(of caller: Caller) async throws(ExchangeError) -> UpstreamCredential {
    switch caller.identity.proof {
    case .anonymous: return .none
    case .bearerToken: return .callersToken
    case .clientCertificate, .verifiedToken, .frontProxy:
      let token = try await programToken()
      return .impersonating(caller, wideningGroup: nil, programToken: token)
    }
  }

  func programToken() async throws(ExchangeError) -> String? {
    do throws(APIError) {
      return try await upstream.token.token(
        now: .nanoseconds(Int64(clamping: SystemClock.monotonicNanoseconds)))
    } catch {
      throw .upstream(WireError(.closed, error.description))
    }
  }

  /// Answers for an exchange that failed; ends the connection where an answer has begun.
  func fail(
    _ connection: ServerConnection, _ error: ExchangeError, _ record: RequestRecord? = nil
  ) async throws(WireError) {
    record?.note(error.reason)
    metrics.failures.add(error.metric)
    record?.breakOff()
    if case .alarm(let message) = error {
      logger.error(
        "the API server refuses the program's own credential or rights",
        metadata: ["message": "\(message)"])
    } else {
      logger.notice("exchange failed", metadata: ["reason": "\(error.reason)"])
    }
    if case .client(let cause) = error { throw cause }
    guard !connection.hasAnswered, let status = error.status else {
      throw WireError(.closed, error.reason)
    }
    try await connection.refuse(status)
  }
}

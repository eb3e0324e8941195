package import Decide
import Kubernetes
internal import KubernetesAPI
package import Logging
package import Wire

/// The proxy: who asks, what is decided, and the one answer.
package struct ProxyService: Sendable {
  let authenticator: Authenticator
  let rules: IdentityRules
  let policy: Policy
  let upstream: Upstream
  let accessReviews: AccessReviews
  let view: PublishedView
  let pages: PageSeal
  let marks: Marks
  let limiter: RequestLimiter
  let streams: OpenStreams
  let audit: AuditLog
  let tls: @Sendable () -> TLSContext?
  let logger: Logger
  /// Whether a tenant may choose the cluster's default classes, where it may change them at all.
  let allowsClusterDefaults: Bool

  package init(
    authenticator: Authenticator, rules: IdentityRules, policy: Policy, upstream: Upstream,
    accessReviews: AccessReviews, view: PublishedView, pages: PageSeal,
    marks: Marks, limiter: RequestLimiter = RequestLimiter(), streams: OpenStreams = OpenStreams(),
    audit: AuditLog = AuditLog(), tls: @escaping @Sendable () -> TLSContext?, logger: Logger,
    allowsClusterDefaults: Bool = false
  ) {
    self.authenticator = authenticator
    self.rules = rules
    self.policy = policy
    self.upstream = upstream
    self.accessReviews = accessReviews
    self.view = view
    self.pages = pages
    self.marks = marks
    self.limiter = limiter
    self.streams = streams
    self.audit = audit
    self.tls = tls
    self.logger = logger
    self.allowsClusterDefaults = allowsClusterDefaults
  }

  /// Answers the requests of one connection until it ends.
  package func serve(_ connection: ServerConnection) async {
    let pools = upstream.pools(of: connection.transport.loop)
    let hop: Fields
    do throws(HTTPError) {
      hop = try upstream.hop(for: connection.transport.peer)
    } catch {
      return logger.error("a request's Host cannot be written", metadata: ["reason": "\(error)"])
    }
    var judge = CertificateJudge(rules: rules)
    var memory = TokenMemory()
    let record = RequestRecord()
    do throws(WireError) {
      while try await connection.nextRequest() {
        record.begin()
        let exchange = Exchange(
          connection: connection, upstream: upstream, pools: pools, hop: hop, record: record)
        defer { audit.tell(record) }
        try await answer(exchange, &judge, &memory)
        guard connection.canContinue else { return }
      }
    } catch {
      await end(connection, error)
    }
  }

  /// Answers what cannot be read as HTTP, if that can still be said.
  private func end(_ connection: ServerConnection, _ error: WireError) async {
    logger.debug("connection ended", metadata: ["reason": "\(error.reason)"])
    guard case .http(let code) = error.kind, !connection.hasAnswered else { return }
    connection.closeAfterAnswer()
    do throws(WireError) {
      try await connection.refuse(Status(malformed: code, error.reason))
    } catch {
      logger.debug("a refusal was not sent", metadata: ["reason": "\(error.reason)"])
    }
  }

  private func answer(
    _ exchange: consuming Exchange, _ judge: inout CertificateJudge, _ memory: inout TokenMemory
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    let request: ResourceRequest
    do throws(TargetError) {
      request = try ResourceRequest(
        method: connection.request.method, target: connection.request.target)
    } catch {
      return try await exchange.refuse(.badRequest(error))
    }
    record.request = request
    let sender: Caller
    switch await identify(connection, &judge, &memory) {
    case .caller(let found): sender = found
    case .refused(let status, let reason):
      record.reason = reason
      logger.info(
        "refused", metadata: ["reason": "\(reason)", "client": "\(connection.transport.peer)"])
      return try await exchange.refuse(status)
    }
    record.identity = sender.identity
    let (name, kind) = (
      sender.identity.user.username, request.isLongRunning ? RequestLimiter.Kind.stream : .short
    )
    if let refusal = limiter.refusal(of: name, kind) {
      record.reason = "too many requests"
      return try await exchange.refuse(refusal)
    }
    defer { limiter.leave(name, kind) }
    switch await acting(sender, request, connection) {
    case .asCaller(let caller):
      record.identity = caller.identity
      record.original = caller.original
      try await answer(exchange, request, as: caller)
    case .passed: try await pass(exchange, sender)
    case .refused(let status): try await exchange.refuse(status)
    }
  }

  /// As whom a request is decided.
  private enum Acting {
    case asCaller(Caller)
    /// The API server decides, on the sender's own credential.
    case passed
    case refused(Status)
  }

  /// As whom the sender acts, by the request's own Impersonate fields.
  private func acting(
    _ sender: Caller, _ request: ResourceRequest, _ connection: ServerConnection
  ) async -> Acting {
    switch ImpersonationRequest.read(connection.request.fields, rules: rules) {
    case .none: .asCaller(sender)
    case .refused(let reason): .refused(.badRequest(reason))
    case .wellFormed:
      sender.identity.proof == .bearerToken ? .passed : .refused(.impersonationByCertificate)
    }
  }

  private func answer(
    _ exchange: consuming Exchange, _ request: ResourceRequest, as caller: Caller
  ) async throws(WireError) {
    let (connection, record) = (exchange.connection, exchange.record)
    switch await decide(request, connection, caller) {
    case .pass: try await pass(exchange, caller)
    case .refuse(let status): try await exchange.refuse(status)
    case .filter(let filtering):
      record.verdict = .filtered
      try await filter(exchange, filtering, caller)
    case .write(let writing):
      record.verdict = .written
      try await write(exchange, writing, caller)
    case .review(let kind):
      record.verdict = .reviewed
      try await review(exchange, kind, caller)
    }
  }

  private func identify(
    _ connection: ServerConnection, _ judge: inout CertificateJudge, _ memory: inout TokenMemory
  ) async -> Authenticator.Outcome {
    var certificate = CertificateCaller.none
    if let presented = connection.peerCertificate, let context = tls() {
      certificate = judge.judge(presented, by: context, at: SystemClock.unixSeconds)
    }
    return await authenticator.identify(
      certificate: certificate, fields: connection.request.fields, memory: &memory)
  }

  /// Decides, asking what the decision needs to know.
  private func decide(
    _ request: ResourceRequest, _ connection: ServerConnection, _ caller: Caller
  ) async -> Verdict {
    guard let view = view.value else {
      return .refuse(.serviceUnavailable("the proxy is starting", retryAfterSeconds: 1))
    }
    var answers = Answers()
    let accept = connection.request.fields.values(of: .accept).first
    while true {
      switch policy.decide(
        request, accept: accept, for: caller.identity, in: view, answers: answers)
      {
      case .verdict(let verdict): return verdict
      case .ask(.isAllowed(let access)):
        let review = SubjectAccessReview(
          user: caller.identity.user,
          attributes: .resource(
            verb: "\(access.verb)", group: access.resource.group, version: access.version,
            resource: access.resource.resource, namespace: access.namespace, name: access.name))
        guard let isAllowed = await accessReviews.isAllowed(review) else {
          return .refuse(
            .serviceUnavailable(
              "your access cannot be reviewed at the moment", retryAfterSeconds: 1))
        }
        answers[.isAllowed(access)] = isAllowed
      }
    }
  }
}

extension Status {
  /// A certificate's holder asks to act as somebody else, which only the API server may decide, and
  /// it would see the program.
  fileprivate static let impersonationByCertificate = Status(
    code: 403, reason: "Forbidden",
    message: "impersonation is not available to callers with a client certificate: use a bearer "
      + "token, or ask the API server directly")

  /// The refusal of a message that is not HTTP as it should be.
  fileprivate init(malformed code: Int, _ reason: String) {
    let word =
      switch code {
      case 413: "RequestEntityTooLarge"
      case 414, 431: "RequestTooLong"
      case 501, 505: "NotSupported"
      default: "BadRequest"
      }
    self.init(code: code, reason: word, message: reason)
  }
}

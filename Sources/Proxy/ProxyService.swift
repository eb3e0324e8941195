package import Decide
import Kubernetes
package import KubernetesAPI
package import Logging
package import Metrics
package import Ownership
package import Wire

/// The proxy: who asks, what is decided, and the one answer.
package struct ProxyService: Sendable {
  /// Why something of a resource is a user's: of the object of this name, if one is given, whose
  /// labels are these, if they make it the user's.
  package typealias Grounds =
    @Sendable (
      _ resource: FilteredResource, _ name: String?, _ labels: [String: String]?, _ user: UserInfo
    ) -> [Ground]

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
  let metrics: ProxyMetrics
  let grounds: Grounds
  let tls: @Sendable () -> TLSContext?
  let logger: Logger
  /// Whether a tenant may choose the cluster's default classes, where it may change them at all.
  let allowsClusterDefaults: Bool
  /// What owners of tenants need to make namespaces; nil where they may not.
  let selfService: SelfService?
  /// What the program's account may do in its callers' names.
  let scope: ImpersonationScope

  package init(
    authenticator: Authenticator, rules: IdentityRules, policy: Policy, upstream: Upstream,
    accessReviews: AccessReviews, view: PublishedView, pages: PageSeal,
    marks: Marks, limiter: RequestLimiter = RequestLimiter(), streams: OpenStreams = OpenStreams(),
    audit: AuditLog = AuditLog(), metrics: ProxyMetrics = ProxyMetrics(),
    grounds: @escaping Grounds = { _, _, _, _ in [] },
    tls: @escaping @Sendable () -> TLSContext?, logger: Logger,
    allowsClusterDefaults: Bool = false, selfService: SelfService? = nil,
    scope: ImpersonationScope = .legacy
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
    self.metrics = metrics
    self.grounds = grounds
    self.tls = tls
    self.logger = logger
    self.allowsClusterDefaults = allowsClusterDefaults
    self.selfService = selfService
    self.scope = scope
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
    var judge = authenticator.judge
    var memory = TokenMemory()
    let shard = metrics.shard(of: connection.transport.loop)
    var meter = RequestMeter(shard)
    let record = RequestRecord(client: "\(connection.transport.peer)", shard: shard)
    let lease = BufferLease(of: limiter.buffers)
    do throws(WireError) {
      while try await connection.nextRequest() {
        record.begin()
        memory.wasUsed = false
        record.identify(&connection.request.fields)
        let exchange = Exchange(
          connection: connection, upstream: upstream, pools: pools, hop: hop, record: record,
          lease: lease)
        defer { lease.release() }
        try await answer(exchange, &judge, &memory)
        finish(record, connection, &meter, memory)
        guard connection.canContinue else { return }
      }
    } catch {
      await end(connection, error, record)
      finish(record, connection, &meter, memory)
    }
  }

  /// Counts and tells a request that was answered, or given up.
  private func finish(
    _ record: RequestRecord, _ connection: ServerConnection, _ meter: inout RequestMeter,
    _ memory: TokenMemory
  ) {
    meter.count(record, on: connection, isRemembered: memory.wasUsed)
    if let ending = record.ending { metrics.endings.add(ending) }
    audit.tell(record, on: connection)
  }

  /// Tells what is counted of requests, of who sends them and of what they hold.
  package func collect(into samples: inout MetricSamples) {
    metrics.collect(into: &samples)
    limiter.collect(into: &samples)
    accessReviews.collect(into: &samples)
    authenticator.collect(into: &samples)
    upstream.collect(into: &samples)
    samples.add(.streamsRegistered, Double(streams.count))
  }

  /// Answers what cannot be read as HTTP, if that can still be said.
  private func end(
    _ connection: ServerConnection, _ error: WireError, _ record: RequestRecord
  ) async {
    logger.debug("connection ended", metadata: ["reason": "\(error.reason)"])
    record.note(error.reason)
    guard case .http(let code) = error.kind, !connection.hasAnswered else { return }
    connection.closeAfterAnswer()
    if !record.isOpen {
      // A head that was not understood: what is known of it is that it was refused.
      record.begin()
      record.note(error.reason)
      record.identify(&connection.request.fields)
    }
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
      record.reason = error.description
      return try await exchange.refuse(.badRequest(error))
    }
    record.request = request
    let sender: Caller
    switch await identify(request, connection, &judge, &memory) {
    case .caller(let found): sender = found
    case .refused(let status, let reason):
      record.reason = reason
      logger.info(
        "refused", metadata: ["reason": "\(reason)", "client": "\(connection.transport.peer)"])
      return try await exchange.refuse(status)
    }
    record.identity = sender.identity
    // What changes protocols goes on for long, whatever it is for.
    record.isStream = request.isLongRunning || !connection.request.tunnelProtocols.isEmpty
    let (name, kind) = (
      sender.identity.user.username, record.isStream ? RequestLimiter.Kind.stream : .short
    )
    exchange.lease.user = name
    if let refusal = limiter.refusal(of: name, kind) {
      record.reason = "too many requests"
      return try await exchange.refuse(refusal)
    }
    defer { limiter.leave(name, kind) }
    // Nothing is ever anybody's who proved nothing.
    if sender.identity.proof == .anonymous { return try await pass(exchange, sender) }
    switch await acting(sender, request, connection) {
    case .asCaller(let caller):
      record.identity = caller.identity
      record.original = caller.original
      try await answer(exchange, request, as: caller)
    case .passed:
      record.reason = "the API server decides as whom the sender acts"
      try await pass(exchange, sender)
    case .refused(let status):
      // The message may repeat what the sender wants to have of the other, whatever that is.
      record.reason = "not let act as another: \(status.reason)"
      try await exchange.refuse(status)
    }
  }

  private func answer(
    _ exchange: consuming Exchange, _ request: ResourceRequest, as caller: Caller
  ) async throws(WireError) {
    if request.isForProxy { return try await answerOwn(exchange, request, as: caller) }
    let (connection, record) = (exchange.connection, exchange.record)
    let accept = connection.request.fields.values(of: .accept).first
    switch await decide(request, accept: accept, caller, record) {
    case .pass: try await pass(exchange, caller)
    case .refuse(let status): try await exchange.refuse(status)
    case .filter(let filtering):
      record.verdict = .filtered
      try await filter(exchange, filtering, caller)
    case .write(let writing):
      record.verdict = .written
      try await write(exchange, writing, caller)
    case .create(let creation): try await create(exchange, creation, request, caller)
    case .review(let kind):
      record.verdict = .reviewed
      try await review(exchange, kind, caller)
    }
  }

  /// Decides, asking what the decision needs to know; why is told to the record.
  func decide(
    _ request: ResourceRequest, accept: String?, _ caller: Caller, _ record: RequestRecord?
  ) async -> Verdict {
    guard let view = view.value else {
      record?.reason = "the proxy is starting"
      return .refuse(.serviceUnavailable("the proxy is starting", retryAfterSeconds: 1))
    }
    var answers = Answers()
    while true {
      switch policy.decide(
        request, accept: accept, for: caller.identity, in: view, answers: answers)
      {
      case .verdict(let verdict):
        if let record, audit.isOn {
          record.reason = policy.reason(
            for: verdict, of: request, for: caller.identity.user, in: view, answers: answers)
        }
        return verdict
      case .ask(.isAllowed(let access)):
        let review = SubjectAccessReview(
          user: caller.identity.user,
          attributes: .resource(
            verb: "\(access.verb)", group: access.resource.group, version: access.version,
            resource: access.resource.resource, namespace: access.namespace, name: access.name))
        guard let isAllowed = await accessReviews.isAllowed(review) else {
          record?.reason = "the caller's access cannot be reviewed"
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
  /// The refusal of a message that is not HTTP as it should be.
  fileprivate init(malformed code: Int, _ reason: String) {
    let word =
      switch code {
      case 408: "Timeout"
      case 413: "RequestEntityTooLarge"
      case 414, 431: "RequestTooLong"
      case 501, 505: "NotSupported"
      default: "BadRequest"
      }
    self.init(code: code, reason: word, message: reason)
  }
}

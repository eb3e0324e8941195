internal import Decide
internal import Kubernetes
internal import KubernetesAPI
internal import Wire

/// What is registered of streams while they are open.
extension ProxyService {
  /// A stream's place in the register.
  struct Registered {
    let stream: OpenStream
    let number: Int
  }

  /// Registers the answer to a request, if it is one that may go on for long; before it is forwarded,
  /// so that no change is missed.
  ///
  /// - Parameter isWidened: the answer is filtered: what the caller owns is followed with it, and
  ///   only the caller's proof is asked about again.
  func register(
    _ exchange: borrowing Exchange, _ caller: Caller, isWidened: Bool
  ) -> Registered? {
    let (connection, record) = (exchange.connection, exchange.record)
    guard let request = record.request, record.isStream else { return nil }
    let sender = caller.original ?? caller.identity
    var questions: [StreamQuestion] = []
    var expires = caller.expires
    switch sender.proof {
    case .bearerToken:
      if case .token(let token) = BearerToken.read(connection.request.fields) {
        questions.append(.token(StreamQuestion.Token(text: token)))
        expires = min(expires ?? .max, TokenExpiry.of(token) ?? .max)
      }
    case .clientCertificate:
      if let certificate = connection.peerCertificate {
        questions.append(.certificate(certificate))
        expires = min(expires ?? .max, certificate.expires)
      }
    case .frontProxy:
      if let certificate = connection.peerCertificate {
        questions.append(.frontProxy(certificate))
      }
    case .verifiedToken, .anonymous: break
    }
    let acting = caller.original == nil ? impersonated(by: connection.request.fields) : nil
    if !isWidened {
      questions.append(.access(request.review(of: acting ?? caller.identity.user)))
    }
    let isWatch =
      request.verb == .watch && (isWidened || !connection.request.fields.contains(.upgrade))
    let stream = OpenStream(
      user: sender.user.username, manner: isWatch ? .cleanly : .atOnce)
    record.stream = stream
    return Registered(
      stream: stream,
      number: streams.enter(
        StreamBook.Entry(
          stream: stream, user: sender.user, questions: questions, expires: expires)))
  }

  /// A stream is over; the record says why, if it was ended here.
  func leave(_ registered: Registered?, _ record: RequestRecord) {
    guard let registered else { return }
    streams.leave(registered.number)
    if let reason = registered.stream.reason { record.reason = reason }
    if record.ending == nil { record.ending = registered.stream.ending ?? .complete }
    record.stream = nil
  }

  /// As whom a request acts that the API server alone decides about.
  private func impersonated(by fields: Fields) -> UserInfo? {
    guard case .wanted(let wanted) = ImpersonationRequest.read(fields, rules: rules) else {
      return nil
    }
    return ImpersonationMode.legacy.completed(wanted.user)
  }
}

extension ResourceRequest {
  /// The question whether a user may do what is asked for here, as the API server asks its
  /// authorisers (apiserver/pkg/endpoints/filters/authorization.go, GetAuthorizerAttributes).
  fileprivate func review(of user: UserInfo) -> SubjectAccessReview {
    let selects = verb == .watch || verb == .list || verb == .deletecollection
    return SubjectAccessReview(
      user: user,
      attributes: .resource(
        verb: "\(verb)", group: apiGroup, version: apiVersion, resource: resource,
        subresource: subresource, namespace: namespace, name: name),
      fieldSelector: selects ? query[first: "fieldSelector"] ?? "" : "",
      labelSelector: selects ? query[first: "labelSelector"] ?? "" : "")
  }
}

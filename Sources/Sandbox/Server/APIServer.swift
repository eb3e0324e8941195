import JSON
import KubernetesAPI
import Wire

/// Answers requests: who asks, may they, and what comes of it.
///
/// Nothing here waits: everything is in memory, and a watch is handed to whoever sends it.
struct APIServer: Sendable {
  let api: API
  let authentication: Authentication
  let authorizer: Authorizer
  let tokens: TokenIssuer

  /// Answers one request, errors included.
  func reply(
    to head: RequestHead, body: [UInt8], certificate: PeerCertificate?
  ) -> Reply {
    let accept = head.fields[.accept]
    do throws(Status) {
      let request: ResourceRequest
      do throws(TargetError) {
        request = try ResourceRequest(method: head.method, target: head.target)
      } catch {
        throw .badRequest(error)
      }
      let call = Call(
        request: request, user: try caller(head, certificate, request), accept: accept,
        contentType: head.fields[.contentType], userAgent: head.fields[.userAgent], body: body)
      try authorize(call.user, call.attributes, request)
      return request.isResourceRequest ? try resourceReply(call) : .answer(try pathAnswer(call))
    } catch {
      return .answer(Answer(error, accept: accept))
    }
  }

  /// Who the request is for: its sender, or whom the sender may act as.
  private func caller(
    _ head: RequestHead, _ certificate: PeerCertificate?, _ request: ResourceRequest
  ) throws(Status) -> UserInfo {
    let sender = try authentication.authenticate(
      certificate: certificate, authorization: head.fields[.authorization],
      now: api.seconds)
    guard head.fields.contains(.impersonate) else { return sender }
    let fields = head.fields.filter { $0.known == .impersonate }.map { ($0.name, $0.value) }
    let impersonation = try Impersonation(fields)
    for attributes in impersonation.questions {
      guard !authorizer.decide(sender, attributes).isAllowed else { continue }
      throw impersonation.refusal(attributes, by: sender)
    }
    return impersonation.user
  }

  private func authorize(
    _ user: UserInfo, _ attributes: AccessAttributes, _ request: ResourceRequest
  ) throws(Status) {
    let decision = authorizer.decide(user, attributes)
    guard !decision.isAllowed else { return }
    throw .forbidden(request, by: user)
  }

  // MARK: Paths that are no resources

  private func pathAnswer(_ call: Call) throws(Status) -> Answer {
    guard ["GET", "HEAD"].contains(call.request.method) else {
      throw .methodNotAllowed
    }
    let path = call.request.path
    switch path {
    case "/healthz", "/livez", "/readyz": return Answer(text: "ok")
    case _
    where path.hasPrefix("/healthz/") || path.hasPrefix("/livez/")
      || path.hasPrefix("/readyz/"):
      return Answer(text: "ok")
    case "/.well-known/openid-configuration":
      return Answer(tokens.discoveryDocument, form: MediaForm())
    case "/openid/v1/jwks":
      var answer = Answer(tokens.keySet, form: MediaForm())
      answer.contentType = "application/jwk-set+json"
      return answer
    default: break
    }
    if let answer = try documentAnswer(path, call) { return answer }
    return Answer(status: 404, text: "404 page not found\n")
  }
}

extension Status {
  /// 405: the resource has no such verb.
  static let methodNotAllowed = Status(
    code: 405, reason: "MethodNotAllowed",
    message: "the server does not allow this method on the requested resource",
    details: Details())

  /// 404: there is no such resource.
  static let noSuchResource = Status(
    code: 404, reason: "NotFound",
    message: "the server could not find the requested resource", details: Details())
}

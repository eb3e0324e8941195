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
  let impersonation: Impersonation
  let reviews: Reviews

  private var tokens: ServiceAccountTokens { authentication.tokens }

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
      let sender = try authentication.authenticate(
        certificate: certificate, authorization: head.fields[.authorization],
        now: api.seconds)
      let user: UserInfo
      do throws(Status) {
        user = try caller(head, sender, request)
      } catch {
        return .answer(Answer(refusal: error, accept: accept))
      }
      let call = Call(
        request: request, user: user, accept: accept,
        contentType: head.fields[.contentType], userAgent: head.fields[.userAgent],
        host: head.fields[.host] ?? "", knownTag: head.fields[.ifNoneMatch], body: body)
      let decision = authorizer.decide(call.user, call.attributes)
      guard decision.isAllowed else {
        return .answer(
          Answer(
            refusal: .forbidden(call.attributes, by: call.user, because: decision.reason),
            accept: accept))
      }
      return request.isResourceRequest ? try resourceReply(call) : .answer(try pathAnswer(call))
    } catch {
      return .answer(Answer(error, accept: accept))
    }
  }

  /// Who the request is for: its sender, or whom the sender may act as.
  private func caller(
    _ head: RequestHead, _ sender: UserInfo, _ request: ResourceRequest
  ) throws(Status) -> UserInfo {
    guard let wanted = try ImpersonationFields.wanted(head.fields) else { return sender }
    return try impersonation.user(wanted, for: sender, to: AccessAttributes(request))
  }

  // MARK: Paths that are no resources

  private func pathAnswer(_ call: Call) throws(Status) -> Answer {
    guard call.request.method == "GET" else { throw .methodNotAllowed }
    let path = call.request.path
    switch path {
    case "/healthz", "/livez", "/readyz": return Answer(text: "ok")
    case "/healthz/ping", "/livez/ping", "/readyz/ping":
      var answer = Answer(text: "ok")
      answer.fields = []
      return answer
    case "/.well-known/openid-configuration":
      var answer = Answer(tokens.configuration(address: call.host), form: MediaForm())
      answer.body.removeLast()  // Go's encoder of this document ends no line.
      answer.cacheControl = "public, max-age=3600"
      return answer
    case "/openid/v1/jwks":
      var answer = Answer(tokens.keySet, form: MediaForm())
      answer.body.removeLast()
      answer.cacheControl = "public, max-age=3600"
      answer.contentType = "application/jwk-set+json"
      return answer
    default: break
    }
    if let answer = try documentAnswer(path, call) { return answer }
    guard !call.request.isBelowBuiltinGroup(in: api.catalog) else { throw .noSuchResource }
    return Answer(status: 404, text: Discovery.unknownPath)
  }
}

extension Status {
  /// 405: the resource has no such verb.
  static let methodNotAllowed = Status(
    code: 405, reason: "MethodNotAllowed",
    message: "the server does not allow this method on the requested resource",
    details: Details())

  /// 405: nothing is made any more of what a definition defines that is being deleted.
  static let definitionIsGoing = Status(
    code: 405, reason: "MethodNotAllowed",
    message: "create not allowed while custom resource definition is terminating",
    details: Details())

  /// 404: there is no such resource.
  static let noSuchResource = Status(
    code: 404, reason: "NotFound",
    message: "the server could not find the requested resource", details: Details())
}

internal import Decide
internal import KubernetesAPI
internal import Wire

extension ProxyService {
  /// As whom a request is decided.
  enum Acting {
    case asCaller(Caller)
    /// The API server decides, on the sender's own credential.
    case passed
    case refused(Status)
  }

  /// As whom the sender acts, by the request's own Impersonate fields.
  ///
  /// With a token of the sender's own the API server decides whatever passes; so what can never be
  /// filtered is not reviewed, and what the review denies is left to the API server's own refusal.
  func acting(
    _ sender: Caller, _ request: ResourceRequest, _ connection: ServerConnection
  ) async -> Acting {
    let wanted: UserInfo
    switch ImpersonationRequest.read(connection.request.fields, rules: rules) {
    case .none: return .asCaller(sender)
    case .refused(let reason): return .refused(.badRequest(reason))
    case .wanted(let found): wanted = found.user
    }
    let hasOwnToken = sender.identity.proof == .bearerToken
    if hasOwnToken, policy.alwaysPasses(request) { return .passed }
    let review = ImpersonationReview(requestor: sender.identity.user, reviews: accessReviews)
    switch await review.outcome(of: wanted, for: request) {
    case .allowed(let user): return impersonating(user, sender)
    case .denied(let status): return hasOwnToken && !request.isForProxy ? .passed : .refused(status)
    case .unknown:
      return .refused(
        .serviceUnavailable(
          "your right to impersonate cannot be reviewed at the moment", retryAfterSeconds: 1))
    }
  }

  private func impersonating(_ user: UserInfo, _ sender: Caller) -> Acting {
    do throws(HTTPError) {
      return .asCaller(
        try Caller(
          Identity(user: user, proof: sender.identity.proof), original: sender.identity,
          expires: sender.expires))
    } catch {
      return .refused(.badRequest(error.reason))
    }
  }
}

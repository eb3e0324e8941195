internal import Decide
internal import KubernetesAPI
internal import Wire

extension ProxyService {
  /// Answers a question about the caller's own rights by what the proxy would do.
  func review(
    _ exchange: consuming Exchange, _ kind: SelfReview, _ caller: Caller
  ) async throws(WireError) {
    try await pass(exchange, caller)
  }
}

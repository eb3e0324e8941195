internal import Decide
internal import KubernetesAPI
internal import Wire

extension ProxyService {
  /// Changes one object for a caller whose tenant was given the operation.
  func write(
    _ exchange: consuming Exchange, _ writing: Writing, _ caller: Caller
  ) async throws(WireError) {
    try await pass(exchange, caller)
  }
}

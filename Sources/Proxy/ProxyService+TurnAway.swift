internal import KubernetesAPI
package import Wire

extension ProxyService {
  /// Answers the first request of a connection that is one too many, whoever sent it, with 503.
  ///
  /// Nothing of it is looked at or forwarded.
  package func turnAway(_ connection: ServerConnection, _ crowd: Crowd) async {
    do throws(WireError) {
      guard try await connection.nextRequest() else { return }
    } catch {
      // What cannot be read is answered like the rest, if it can be at all.
      guard case .http = error.kind else { return }
    }
    connection.closeAfterAnswer()
    // A client that does not take the answer is closed all the same.
    try? await connection.refuse(.tooManyConnections(crowd))
  }
}

extension Status {
  fileprivate static func tooManyConnections(_ crowd: Crowd) -> Status {
    switch crowd {
    case .everybody:
      .serviceUnavailable(
        "the proxy has too many open connections, please try again later", retryAfterSeconds: 1)
    case .oneAddress:
      .serviceUnavailable(
        "your address has too many open connections to the proxy, please close some",
        retryAfterSeconds: 1)
    }
  }
}

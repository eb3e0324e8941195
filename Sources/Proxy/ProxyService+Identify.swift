internal import KubernetesAPI
internal import Wire

extension ProxyService {
  /// Who sends the request of a connection.
  func identify(
    _ request: ResourceRequest, _ connection: ServerConnection, _ judge: inout CertificateJudge,
    _ memory: inout TokenMemory
  ) async -> Authenticator.Outcome {
    let presented = connection.peerCertificate
    var certificate = CertificateCaller.none
    if let presented, let context = tls() {
      certificate = judge.judge(presented, by: context, at: SystemClock.unixSeconds)
    }
    var outcome = await authenticator.identify(
      certificate: certificate, fields: connection.request.fields,
      client: connection.transport.peer, memory: &memory)
    if connection.request.fields.contains(.secWebSocketProtocol) {
      switch takeSubprotocolToken(connection, unless: outcome) {
      case .absent: break
      case .malformed(let reason): return .refused(.unauthorized, reason: reason)
      case .token:
        outcome = await authenticator.identify(
          certificate: certificate, fields: connection.request.fields,
          client: connection.transport.peer, memory: &memory)
      }
    }
    if case .refused(let status, _) = outcome, status.code == 401,
      let anonymous = authenticator.settings.anonymousCaller(
        for: request, connection.request.fields, showsCertificate: presented != nil)
    {
      return .caller(anonymous)
    }
    return outcome
  }

  /// Takes the tokens out of the subprotocols of a request, and makes the one that is to prove the
  /// sender its Authorization: where nothing else proved anybody, as in the API server.
  private func takeSubprotocolToken(
    _ connection: ServerConnection, unless outcome: Authenticator.Outcome
  ) -> WebSocketToken.Reading {
    let reading = WebSocketToken.read(connection.request.fields)
    do throws(HTTPError) {
      try WebSocketToken.remove(from: &connection.request.fields)
      guard case .refused(let status, _) = outcome, status.code == 401 else { return .absent }
      if case .token(let token) = reading {
        connection.request.fields.remove(.authorization)
        try connection.request.fields.append("Authorization", value: "Bearer \(token)")
      }
      return reading
    } catch {
      return .malformed(error.reason)
    }
  }
}

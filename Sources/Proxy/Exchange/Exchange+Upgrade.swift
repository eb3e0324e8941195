internal import KubernetesAPI
internal import Wire

/// Requests that want another protocol: exec, attach, port-forward and what a service behind `/proxy`
/// speaks.
extension Exchange {
  /// Forwards the request, and joins the two connections when the upstream has changed protocols.
  ///
  /// Until its 101 nothing of what the client sends behind the request is read. Any other answer ends
  /// the client's connection: an upstream that took such bytes for requests would answer them in
  /// the name of whom the connection is for. The upstream's connection is this request's alone, so that
  /// what runs a command is never sent twice.
  borrowing func upgrade(
    to protocols: [String], as credential: UpstreamCredential
  ) async throws(ExchangeError) {
    connection.closeAfterAnswer()
    guard connection.request.body.isEmpty else {
      throw .refused(.badRequest("a request that changes protocols has no body"))
    }
    try prepare(for: credential)
    do throws(HTTPError) {
      try connection.request.askForUpgrade(to: protocols)
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
    let server = try await send(connection.request, on: pool(for: credential), fresh: true)
    defer {
      connection.interruptOnHangUp(nil)
      _ = record.stream?.detach()
      server.close()
    }
    switch server.response.status {
    case 101: try await tunnel(server, protocols)
    case 400...: try await show(server, to: credential)
    case let status:
      // Whatever it says, it is not what was asked for, and shows nothing that the client could need.
      throw .refused(
        Status(
          code: 502, reason: "InternalError",
          message: "the API server answered \(status) and did not change protocols"))
    }
  }

  private borrowing func tunnel(
    _ server: ClientConnection, _ protocols: [String]
  ) async throws(ExchangeError) {
    do throws(HTTPError) {
      try server.response.prepareChange(to: protocols)
    } catch {
      throw .upstream(WireError(.http(error.status), error.reason))
    }
    connection.change(protocols: server.response)
    do throws(WireError) {
      try await Tunnel.run(from: connection, to: server)
    } catch {
      throw connection.isGone ? .client(error) : .cut(error)
    }
  }
}

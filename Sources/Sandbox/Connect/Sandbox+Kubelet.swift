import KubernetesAPI
import Wire

extension Sandbox {
  /// Asks a kubelet in a client's place, and gives the client what comes of it
  /// (`apimachinery/pkg/util/proxy/upgradeaware.go`, `apiserver/pkg/registry/generic/rest/streamer.go`).
  func carry(_ request: KubeletRequest, for client: ServerConnection) async throws(WireError) {
    let kubelet: ClientConnection
    do throws(Status) {
      kubelet = try await ask(request, for: client)
    } catch {
      return try await send(Answer(error, accept: client.request.fields[.accept]), client)
    }
    defer {
      client.interruptOnHangUp(nil)
      kubelet.close()
    }
    switch (request.use, kubelet.response.status) {
    case (.tunnel, 101):
      client.change(protocols: kubelet.response)
      try await Tunnel.run(from: client, to: kubelet)
    case (.tunnel, 400...):
      // What the kubelet says is the client's answer as it is, and the connection's last.
      client.closeAfterAnswer()
      let body = try await kubelet.readBody(maximum: Self.longestRefusal)
      kubelet.response.fields.removeHopByHop()
      try await client.answer(kubelet.response, body: body)
    case (.log, 200...206):
      var head = try head(Answer(contentType: "text/plain", body: []), of: client)
      client.begin(&head, body: .chunked)
      try await BodyTransfer.response(from: kubelet, to: client)
    case (.tunnel, let status):
      let refusal = Status(
        code: 500, reason: "", message: "invalid upgrade response: status code \(status)")
      try await send(Answer(refusal, accept: client.request.fields[.accept]), client)
    case (.log, let status):
      let body = try await kubelet.readBody(maximum: Self.longestRefusal)
      let text = String(decoding: body, as: UTF8.self)
      let refusal: Status = status == 400 ? .badRequest(text) : .internalError(text)
      try await send(Answer(refusal, accept: client.request.fields[.accept]), client)
    }
  }

  /// Bytes of an error that are read (`apiserver/pkg/registry/generic/rest/response_checker.go`).
  private static let longestRefusal = 50_000

  /// Sends the request to the kubelet and reads the head of what it answers.
  private func ask(
    _ request: KubeletRequest, for client: ServerConnection
  ) async throws(Status) -> ClientConnection {
    guard request.use == .log || client.request.asksForUpgrade else {
      throw .badRequest("Upgrade request required")
    }
    var opened: ClientConnection?
    do throws(WireError) {
      let head = try head(of: request, for: client)
      let kubelet = try await ClientConnection.connect(
        to: request.kubelet, tls: kubeletTLS, loop: client.transport.loop,
        timeouts: client.timeouts)
      opened = kubelet
      client.interruptOnHangUp(kubelet)
      kubelet.begin(head)
      try await kubelet.flush()
      try await kubelet.readResponse(
        to: head.methodKind, by: .after(kubelet.timeouts.answer))
      return kubelet
    } catch {
      client.interruptOnHangUp(nil)
      opened?.close()
      let place = request.kubelet.authority
      let what =
        request.use == .log
        ? "Get \(Status.quoted("https://\(place)\(request.target)"))" : "error dialing backend"
      let why =
        error.kind == .system(Self.refused)
        ? "dial tcp \(place): connect: connection refused" : error.reason
      throw Status(code: 500, reason: "", message: "\(what): \(why)")
    }
  }

  /// Linux's ECONNREFUSED.
  private static let refused: Int32 = 111

  /// A tunnel's request is the client's own without what proved who sent it; a log's is a new one.
  private func head(
    of request: KubeletRequest, for client: ServerConnection
  ) throws(WireError) -> RequestHead {
    do throws(HTTPError) {
      guard request.use == .tunnel else {
        var head = try RequestHead(method: "GET", target: request.target)
        try head.fields.append("Host", value: request.kubelet.authority)
        return head
      }
      var head = client.request
      try head.setTarget(request.target)
      head.fields.remove(.authorization)
      head.fields.remove(.impersonate)
      head.setBody(head.method == "POST" ? .fixed(0) : .none)
      try head.fields.append("X-Forwarded-For", value: client.transport.peer.host)
      return head
    } catch {
      throw WireError(.http(500), error.reason)
    }
  }
}

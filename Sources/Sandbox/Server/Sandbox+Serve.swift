import KubernetesAPI
package import Wire

extension Sandbox {
  /// Bodies up to this length are read (apiserver, `MaxRequestBodyBytes`).
  private static let maximumBody = 3 << 20

  /// Answers the requests of one connection until it ends.
  package func serve(_ connection: ServerConnection) async {
    do throws(WireError) {
      while try await connection.nextRequest() {
        try await answer(on: connection)
        guard connection.canContinue else { return }
      }
    } catch {
      guard case .http(let code) = error.kind, !connection.hasAnswered else { return }
      connection.closeAfterAnswer()
      let status = Status(code: code, reason: "", message: error.reason)
      try? await connection.answer(
        ResponseHead(status: code), body: Answer(status, accept: nil).body)
    }
  }

  private func answer(on connection: ServerConnection) async throws(WireError) {
    let body: [UInt8]
    do throws(WireError) {
      body = try await connection.readBody(maximum: Self.maximumBody)
    } catch {
      guard case .http(413) = error.kind else { throw error }
      connection.closeAfterAnswer()
      let status = Status(
        code: 413, reason: "RequestEntityTooLarge",
        message: "Request entity too large: limit is \(Self.maximumBody)")
      return try await send(Answer(status, accept: connection.request.fields[.accept]), connection)
    }
    let reply = server.reply(
      to: connection.request, body: body, certificate: connection.peerCertificate)
    switch reply {
    case .answer(let answer): try await send(answer, connection)
    case .kubelet(let request): try await carry(request, for: connection)
    case .watch(let watch):
      try await WatchStream(watch: watch).run(
        on: connection,
        try head(watch.head, of: connection))
    }
  }

  func send(_ answer: Answer, _ connection: ServerConnection) async throws(WireError) {
    let answer = answer.compressed(for: connection.request.fields[.acceptEncoding])
    let head = try head(answer, of: connection)
    try await connection.answer(head, body: answer.body)
  }

  /// The head of an answer.
  func head(
    _ answer: Answer, of connection: ServerConnection
  ) throws(WireError) -> ResponseHead {
    var head = ResponseHead(status: answer.status)
    do throws(HTTPError) {
      try head.fields.append(
        "Audit-Id", value: connection.request.fields[.auditID] ?? ObjectNames.uid())
      try head.fields.append("Cache-Control", value: answer.cacheControl)
      if !answer.contentType.isEmpty {
        try head.fields.append("Content-Type", value: answer.contentType)
      }
      try head.fields.append("Date", value: SystemClock.now.httpDate)
      for text in answer.warnings {
        try head.fields.append("Warning", value: "299 - \(text.goQuoted)")
      }
      for field in answer.fields { try head.fields.append(name: field.name, value: field.value) }
    } catch {
      throw WireError(.http(500), "an answer's head cannot be written")
    }
    return head
  }
}

package import Wire

/// The administrator's address: is the program alive, and may it be sent requests.
package struct AdminService: Sendable {
  private let isReady: @Sendable () -> Bool

  package init(isReady: @escaping @Sendable () -> Bool) { self.isReady = isReady }

  /// Answers the requests of one connection until it ends.
  package func serve(_ connection: ServerConnection) async {
    do throws(WireError) {
      while try await connection.nextRequest() {
        let (status, text) = answer(connection.request)
        var head = ResponseHead(status: status)
        head.fields.append("Content-Type", literal: "text/plain; charset=utf-8")
        try await connection.answer(head, body: Array(text.utf8))
        guard connection.canContinue else { return }
      }
    } catch {
      guard case .http(let code) = error.kind, !connection.hasAnswered else { return }
      connection.closeAfterAnswer()
      try? await connection.answer(ResponseHead(status: code), body: Array(error.reason.utf8))
    }
  }

  private func answer(_ request: RequestHead) -> (status: Int, text: String) {
    guard ["GET", "HEAD"].contains(request.method) else { return (405, "method not allowed\n") }
    switch request.target.prefix(while: { $0 != "?" }) {
    case "/healthz", "/livez": return (200, "ok")
    case "/readyz":
      return isReady()
        ? (200, "ok")
        : (503, "not ready: who owns what is not known, or not fresh, or the program stops\n")
    default: return (404, "not found: try /healthz, /livez or /readyz\n")
    }
  }
}

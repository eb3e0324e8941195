package import Wire

/// The administrator's address: is the program alive, and may it be sent requests.
package struct AdminService: Sendable {
  private let readiness: @Sendable () -> [ReadyCheck]
  private let pages: [AdminPage]

  /// - Parameters:
  ///   - pages: what there is beside the probes.
  ///   - readiness: what must hold before requests may come.
  package init(
    pages: [AdminPage] = [], readiness: @escaping @Sendable () -> [ReadyCheck]
  ) {
    self.pages = pages
    self.readiness = readiness
  }

  /// Answers the requests of one connection until it ends.
  package func serve(_ connection: ServerConnection) async {
    do throws(WireError) {
      while try await connection.nextRequest() {
        let answer = await answer(connection.request)
        var head = ResponseHead(status: answer.status)
        head.fields.append("Content-Type", literal: answer.contentType)
        try await connection.answer(head, body: answer.body)
        guard connection.canContinue else { return }
      }
    } catch {
      guard case .http(let code) = error.kind, !connection.hasAnswered else { return }
      connection.closeAfterAnswer()
      try? await connection.answer(ResponseHead(status: code), body: Array(error.reason.utf8))
    }
  }

  private func answer(_ request: RequestHead) async -> AdminPage.Answer {
    guard ["GET", "HEAD"].contains(request.method) else {
      return AdminPage.Answer("method not allowed\n", status: 405)
    }
    let target = request.target.split(separator: "?", maxSplits: 1)
    let path = target.first ?? ""
    switch path {
    case "/healthz", "/livez": return AdminPage.Answer("ok")
    case "/readyz":
      let words = target.dropFirst().first?.split(separator: "&") ?? []
      let answer = ReadyCheck.answer(
        readiness(), isVerbose: words.contains { $0 == "verbose" || $0.hasPrefix("verbose=") })
      return AdminPage.Answer(answer.text, status: answer.status)
    case "/": return AdminPage.Answer(index)
    default:
      guard let page = pages.first(where: { $0.path == path }) else {
        return AdminPage.Answer("not found: try /healthz, /livez or /readyz\n", status: 404)
      }
      return await page.answer(request)
    }
  }

  /// What there is on this address.
  private var index: String {
    let probes = "/livez: alive\n/readyz: may be sent requests\n/healthz: the same as /livez\n"
    return pages.reduce(probes) { $0 + "\($1.path): \($1.about)\n" }
  }
}

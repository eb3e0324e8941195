internal import KubernetesAPI
internal import Wire

extension ServerConnection {
  /// Answers with a Status in JSON.
  func refuse(_ status: Status) async throws(WireError) {
    var head = ResponseHead(status: status.code)
    head.fields.append("Content-Type", literal: "application/json")
    head.fields.append("Cache-Control", literal: "no-cache, private")
    if let seconds = status.details?.retryAfterSeconds {
      head.fields.append("Retry-After", number: UInt64(seconds))
    }
    try await answer(head, body: status.encoded())
  }
}

internal import KubernetesAPI
internal import Wire

extension Exchange {
  /// Answers with an answer of the upstream's that was read whole and judged.
  ///
  /// Of its fields go out those that tell nothing of what is hidden, and its warnings: they are of
  /// the client's own request.
  consuming func answer(_ answer: OwnAnswer) async throws(WireError) {
    var head = ResponseHead(status: answer.status)
    let kept = [
      KnownField.auditID, .cacheControl, .contentType, .date, .retryAfter, .vary, .warning,
    ]
    for field in kept { head.fields.append(field, from: answer.fields) }
    try await connection.answer(head, body: answer.body)
  }

  /// Reads the client's whole body, as long as an object may be.
  borrowing func readObject() async throws(Status) -> [UInt8] {
    do throws(ExchangeError) {
      return try await readBody(maximum: WriteBody.maximumBytes)
    } catch {
      if let status = error.status { throw status }
      guard case .client(let cause) = error, cause.kind == .http(413) else {
        throw .badRequest("the body did not come whole")
      }
      throw .bodyTooLarge(limit: WriteBody.maximumBytes)
    }
  }
}

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
}

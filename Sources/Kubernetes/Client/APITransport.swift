/// A part of an answer, in the order in which they arrive: one head, then any number of pieces of
/// the body.
package enum APIAnswerPart: Sendable, Equatable {
  /// The status, and the fields this room reads.
  case head(APIAnswerHead)

  /// The next bytes of the body.
  case body([UInt8])
}

/// What this room reads of the head of an answer.
package struct APIAnswerHead: Sendable, Equatable {
  /// The status code.
  package let status: Int

  /// The content type as it was sent; empty when there was none.
  package let contentType: String

  /// The value of Retry-After, when there was one.
  package let retryAfter: String?

  /// A head of its parts.
  package init(status: Int, contentType: String, retryAfter: String? = nil) {
    self.status = status
    self.contentType = contentType
    self.retryAfter = retryAfter
  }
}

/// Carries one request to the API server and its answer back.
///
/// A transport that serves the program's own requests uses connections that carry the program's
/// credential and nothing else.
package protocol APITransport {
  /// Sends a request and hands over each part of the answer as it arrives.
  ///
  /// Returns when the body has ended as its framing says; a body that is cut off is `.unreachable`.
  /// Time that runs out is `.timedOut`. What `receive` throws ends the exchange and the connection
  /// and is thrown on.
  func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError)
}

/// A transport whose type is not told, so that who uses it need not be generic.
package struct AnyTransport: APITransport, Sendable {
  private let base: any APITransport & Sendable

  /// The transport given.
  package init(_ base: some APITransport & Sendable) {
    self.base = base
  }

  package func exchange(
    _ request: APIRequest, receive: (APIAnswerPart) async throws(APIError) -> Void
  ) async throws(APIError) {
    try await base.exchange(request, receive: receive)
  }
}

extension APIClient where Transport: Sendable {
  /// The same client, of a transport whose type is not told.
  package var anyTransport: APIClient<AnyTransport> { with(AnyTransport(transport)) }
}

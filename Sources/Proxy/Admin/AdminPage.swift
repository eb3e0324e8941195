internal import Metrics
package import Wire

/// A page of the administrator's address beside the probes.
package struct AdminPage: Sendable {
  /// What is answered with it.
  package struct Answer: Sendable {
    let status: Int
    let contentType: StaticString
    let body: [UInt8]

    package init(
      _ body: [UInt8], status: Int = 200, contentType: StaticString = "text/plain; charset=utf-8"
    ) {
      self.body = body
      self.status = status
      self.contentType = contentType
    }

    /// Answers with a text.
    package init(_ text: String, status: Int = 200) { self.init(Array(text.utf8), status: status) }
  }

  let path: String
  /// What is there, in a few words.
  let about: String
  let answer: @Sendable (RequestHead) async -> Answer

  /// - Parameters:
  ///   - path: where it is.
  ///   - about: what is there, for the index.
  ///   - answer: makes it anew for each request.
  package init(
    _ path: String, about: String, answer: @escaping @Sendable (RequestHead) async -> Answer
  ) {
    self.path = path
    self.about = about
    self.answer = answer
  }
}

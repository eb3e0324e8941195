import TestSupport

/// The body of an upstream's answer, which a test lets flow as it likes.
final class Faucet: Sendable {
  private let stream: AsyncStream<[UInt8]>
  private let end: AsyncStream<[UInt8]>.Continuation

  init() { (stream, end) = AsyncStream.makeStream() }

  func pour(_ text: String) { end.yield(Array(text.utf8)) }

  func pour(_ bytes: [UInt8]) { end.yield(bytes) }

  /// Ends the body properly.
  func close() { end.finish() }

  /// The answer with this body; only one request can have it.
  func answer(_ fields: (String, String)...) -> TestServer.Answer {
    var answer = TestServer.Answer()
    if !fields.isEmpty { answer.fields = fields }
    answer.stream = stream
    return answer
  }
}

import Synchronization
import TestSupport

/// Answers to be given one after the other, each once.
final class AnswerQueue: Sendable {
  private let answers: Mutex<[TestServer.Answer]>

  init(_ answers: [TestServer.Answer]) { self.answers = Mutex(answers) }

  func next() -> TestServer.Answer? {
    answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}

/// The answers to the questions asked about one request.
package struct Answers: Sendable {
  private var known: [(question: Question, answer: Bool)] = []

  /// Creates what is known before anything was asked.
  package init() {}

  /// The answer to a question; nil before it was asked.
  package subscript(question: Question) -> Bool? {
    get { known.first { $0.question == question }?.answer }
    set {
      known.removeAll { $0.question == question }
      if let newValue { known.append((question, newValue)) }
    }
  }
}

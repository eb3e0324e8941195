/// An answer of the sandbox that is not the real server's, on purpose or for now.
struct Difference: Sendable {
  let chapter: String
  let step: String
  /// Why that is so, in one line.
  let reason: String

  init(_ chapter: String, _ step: String, _ reason: String) {
    self.chapter = chapter
    self.step = step
    self.reason = reason
  }
}

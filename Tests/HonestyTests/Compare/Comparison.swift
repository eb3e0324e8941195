import Harness

/// What came out of comparing the answers of two servers to a chapter.
struct Comparison: Sendable {
  let chapter: String
  /// What is wrong, one line or a few for each step.
  private(set) var problems: [String] = []

  init(_ chapter: String, expected: [Answer], got: [Answer], known: [Difference]) {
    self.chapter = chapter
    let wanted = Dictionary(expected.map { ($0.step, $0.text) }) { first, _ in first }
    for answer in got {
      let reason = known.first { $0.chapter == chapter && $0.step == answer.step }?.reason
      guard let text = wanted[answer.step] else {
        problems.append("\(answer.step): nothing is recorded for it")
        continue
      }
      switch (text.utf8.elementsEqual(answer.text.utf8), reason) {
      case (true, nil), (false, .some): break
      case (true, let reason?):
        problems.append("\(answer.step): differs no more, but the table says: \(reason)")
      case (false, nil):
        problems.append(
          "\(answer.step): \(Answer.firstDifference(text, answer.text))")
      }
    }
    let steps = Set(got.map(\.step))
    for step in wanted.keys.sorted() where !steps.contains(step) {
      problems.append("\(step): is recorded, but no step any more")
    }
    for difference in known where difference.chapter == chapter {
      guard !steps.contains(difference.step) else { continue }
      problems.append("\(difference.step): is in the table of differences, but no step")
    }
  }
}

import JSON

@testable import Proxy

/// What came of filtering one answer that arrived in pieces.
struct Filtration: Equatable {
  var output: [UInt8] = []
  var error: String?
  var kept = 0
  var hidden = 0
  /// The names that were judged, in order.
  var judged: [String] = []

  /// Filters an answer that arrives in pieces that end at `cuts`, and tries it on after an error.
  init(
    _ answer: [UInt8], by filter: any AnswerFilter, cuts: [Int] = [],
    keep: (ListItem) -> Bool
  ) {
    var judged: [String] = []
    var start = 0
    do throws(FilterError) {
      for cut in cuts + [answer.count] {
        let piece = Array(answer[start..<cut])
        try piece.withRawSpan { (bytes) throws(FilterError) in
          try filter.push(bytes, into: &output) {
            judged.append($0.name)
            return keep($0)
          }
        }
        start = cut
      }
      try filter.finish(into: &output)
    } catch {
      self.error = error.description
      // Nothing is taken any more, and nothing goes out.
      let before = output
      try? answer.withRawSpan { (bytes) throws(FilterError) in
        try filter.push(bytes, into: &output) { _ in true }
      }
      try? filter.finish(into: &output)
      if output != before { self.error = "went on after: \(error)" }
    }
    kept = filter.keptItems
    hidden = filter.hiddenItems
    self.judged = judged
  }

  /// The same of a list in protobuf.
  init(
    list answer: [UInt8], cuts: [Int] = [], maximumHeld: Int = 1 << 20, labels: Bool = true,
    keep: (ListItem) -> Bool
  ) {
    self.init(
      answer,
      by: ProtobufAnswer.filter(watch: false, readsLabels: labels, maximumHeld: maximumHeld),
      cuts: cuts, keep: keep)
  }

  /// The same of a watch in protobuf.
  init(
    watch answer: [UInt8], cuts: [Int] = [], labels: Bool = true, keep: (ListItem) -> Bool
  ) {
    self.init(
      answer, by: ProtobufAnswer.filter(watch: true, readsLabels: labels, maximumHeld: 0),
      cuts: cuts, keep: keep)
  }
}

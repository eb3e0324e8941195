import JSON

@testable import Proxy

/// What a filter makes of one input, whole and in pieces.
struct Trial {
  private(set) var output: [UInt8] = []
  private(set) var error: String?
  /// The names of the kept items in order.
  private(set) var kept: [String] = []
  private(set) var hidden: [String] = []

  /// Filters the bytes whole, in pieces, and on after an error; all has to be the same.
  init(_ bytes: [UInt8], by filter: () -> any AnswerFilter) {
    self.init(bytes, cuts: [], by: filter(), keep: Self.keeps)
    let pieces = Trial(bytes, cuts: Self.cuts(bytes), by: filter(), keep: Self.keeps)
    guard pieces.output == output, pieces.error == error, pieces.kept == kept,
      pieces.hidden == hidden
    else { fail("it matters where the answer is cut") }
  }

  private init(
    _ bytes: [UInt8], cuts: [Int], by filter: any AnswerFilter, isWhole: Bool = true,
    keep: (ListItem) -> Bool
  ) {
    var (names, others): ([String], [String]) = ([], [])
    func judge(_ item: ListItem) -> Bool {
      if item.name.isEmpty { fail("an item without a name is judged") }
      let isKept = keep(item)
      if isKept { names.append(item.name) } else { others.append(item.name) }
      return isKept
    }
    var start = 0
    do throws(FilterError) {
      for end in cuts + [bytes.count] {
        try Array(bytes[start..<end]).withRawSpan { (piece) throws(FilterError) in
          try filter.push(piece, into: &output, keep: judge)
        }
        start = end
      }
      if isWhole { try filter.finish(into: &output) }
    } catch {
      self.error = error.description
      let before = output.count
      try? bytes.withRawSpan { (piece) throws(FilterError) in
        try filter.push(piece, into: &output) { _ in true }
      }
      try? filter.finish(into: &output)
      if output.count != before { fail("it goes on after an error") }
    }
    (kept, hidden) = (names, others)
    if filter.keptItems != kept.count || filter.hiddenItems != hidden.count {
      // An item that is refused after it was judged is counted or not.
      if error == nil { fail("it counts wrong") }
    }
  }

  /// What goes out is taken again as it is, and has the kept items and no others.
  func checkAgain(by filter: () -> any AnswerFilter) {
    let again = Trial(output, cuts: [], by: filter(), isWhole: error == nil) { _ in true }
    if let error = again.error { fail("what goes out is refused: \(error)") }
    if error == nil {
      guard again.output == output else { fail("what goes out comes out as something else") }
      guard again.kept == kept else { fail("\(again.kept) goes out, kept is \(kept)") }
    } else if !kept.starts(with: again.kept) {
      fail("\(again.kept) goes out before an error, kept is \(kept)")
    }
  }

  /// Another reader finds only names that were kept.
  func checkNames(_ names: [String]) {
    for name in names where !kept.contains(name) { fail("\(name) goes out, kept is \(kept)") }
  }

  /// The lines of a stream; what follows the last line feed is one too.
  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  /// Half of all names.
  private static func keeps(_ item: ListItem) -> Bool { hash(item.name.utf8) & 1 == 0 }

  /// Up to eight places to cut at, which depend on the bytes alone.
  private static func cuts(_ bytes: [UInt8]) -> [Int] {
    var seed = hash(bytes)
    return (0..<(seed % 9)).map { _ in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % UInt64(bytes.count + 1))
    }.sorted()
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

import JSON

/// What came of filtering one answer.
struct Filtered: Equatable {
  var bytes: [UInt8] = []
  var error: JSONError?
  var kept = 0
  var hidden = 0

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Filters an answer that arrives in pieces that end at `cuts`.
  init(
    _ answer: [UInt8], _ shape: ListShape = .list, cuts: [Int] = [], labels: Bool = false,
    maximumItemBytes: Int = 1 << 20, keep: (ListItem) -> Bool
  ) {
    var filter = ListFilter(
      shapes: [shape], readsLabels: labels, maximumItemBytes: maximumItemBytes)
    var start = 0
    do throws(JSONError) {
      for cut in cuts + [answer.count] {
        let piece = Array(answer[start..<cut])
        try filter.feed(piece, into: &bytes, keep: keep)
        start = cut
      }
      try filter.finish()
    } catch {
      self.error = error
    }
    kept = filter.keptItems
    hidden = filter.hiddenItems
  }

  /// Filters text, keeping the items of these names.
  init(_ answer: String, _ shape: ListShape = .list, keeping names: Set<String>) {
    self.init(Array(answer.utf8), shape, labels: true) { names.contains($0.name) }
  }
}

extension ListFilter {
  /// Pushes the bytes of an array.
  mutating func feed(
    _ piece: [UInt8], into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    // A copy on the heap of exactly these bytes, so that reading past them can be caught.
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: piece.count, alignment: 1)
    defer { unsafe copy.deallocate() }
    unsafe copy.copyBytes(from: piece)
    try unsafe push(UnsafeRawBufferPointer(copy), into: &out, keep: keep)
  }
}

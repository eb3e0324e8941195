import JSON

/// What came of filtering one stream of watch events.
struct Watched: Equatable {
  var bytes: [UInt8] = []
  var error: JSONError?
  var kept = 0
  var hidden = 0

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Filters a stream that arrives in pieces that end at `cuts`.
  init(
    _ stream: [UInt8], cuts: [Int] = [], labels: Bool = false, strips: Bool = false,
    maximumEventBytes: Int = 1 << 20, keep: (ListItem) -> Bool
  ) {
    var filter = WatchFilter(
      readsLabels: labels, stripsObjects: strips, maximumEventBytes: maximumEventBytes)
    var start = 0
    do throws(JSONError) {
      for cut in cuts + [stream.count] {
        try filter.feed(Array(stream[start..<cut]), into: &bytes, keep: keep)
        start = cut
      }
      try filter.finish()
    } catch {
      self.error = error
    }
    kept = filter.keptItems
    hidden = filter.hiddenItems
  }

  /// Filters text, keeping the objects of these names.
  init(_ stream: String, strips: Bool = false, keeping names: Set<String>) {
    self.init(Array(stream.utf8), labels: true, strips: strips) { names.contains($0.name) }
  }

  /// The lines of a stream.
  static func lines(_ stream: [UInt8]) -> [[UInt8]] {
    stream.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
  }
}

extension WatchFilter {
  /// Pushes the bytes of an array.
  mutating func feed(
    _ piece: [UInt8], into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    // A copy on the heap of exactly these bytes, so that reading past them can be caught.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
    defer { unsafe copy.deallocate() }
    unsafe copy.copyBytes(from: piece)
    try unsafe push(UnsafeRawBufferPointer(copy).bytes, into: &out, keep: keep)
  }
}

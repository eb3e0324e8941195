import JSON

/// The filter of one shape of answer, fed as a connection feeds it.
struct JSONFilter: ~Copyable {
  private var list: ListFilter
  private var watch: WatchFilter
  private let isWatch: Bool
  private static let chunk = 16 * 1024

  init(_ shape: SyntheticAnswer.Shape) {
    list = ListFilter(readsLabels: false, maximumItemBytes: 1 << 20)
    watch = WatchFilter(readsLabels: false, stripsObjects: false, maximumEventBytes: 1 << 20)
    isWatch = shape == .watch || shape == .watchedTables
  }

  var keptItems: Int { list.keptItems + watch.keptItems }

  mutating func push(
    _ bytes: [UInt8], into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws {
    let bytes = unsafe bytes.span.bytes
    var start = 0
    while start < bytes.byteCount {
      let end = min(bytes.byteCount, start + Self.chunk)
      let piece = bytes.extracting(start..<end)
      if isWatch {
        try watch.push(piece, into: &out, keep: keep)
      } else {
        try list.push(piece, into: &out, keep: keep)
      }
      start = end
    }
  }

  mutating func finish() throws {
    if isWatch { try watch.finish() } else { try list.finish() }
  }
}

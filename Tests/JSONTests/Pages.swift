import JSON

/// What came of making one list of several pages.
struct Pages: Equatable {
  var bytes: [UInt8] = []
  var error: JSONError?
  var versions: [String] = []
  var tokens: [String] = []
  var kept = 0
  var hidden = 0

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Filters pages of which each arrives in pieces that end at `cuts`.
  init(
    _ pages: [[UInt8]], cuts: [Int] = [], strips: Bool = false, token: String = "",
    keep: (ListItem) -> Bool
  ) {
    var filter = ListFilter(
      readsLabels: true, stripsObjects: strips, isPaged: true, maximumItemBytes: 1 << 20)
    do throws(JSONError) {
      for page in pages {
        var start = 0
        for cut in cuts.filter({ $0 < page.count }) + [page.count] {
          try filter.feed(Array(page[start..<cut]), into: &bytes, keep: keep)
          start = cut
        }
        let end = try filter.endPage()
        versions.append(end.resourceVersion)
        tokens.append(end.continueToken)
      }
      try filter.finishPages(continueToken: token, into: &bytes)
    } catch {
      self.error = error
    }
    kept = filter.keptItems
    hidden = filter.hiddenItems
  }

  /// Filters pages of text, keeping the items of these names.
  init(_ pages: String..., token: String = "", keeping names: Set<String>) {
    self.init(pages.map { Array($0.utf8) }, token: token) { names.contains($0.name) }
  }
}

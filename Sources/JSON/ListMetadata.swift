/// The ListMeta of an answer that is about to lose items (apimachinery's `meta/v1.ListMeta`).
struct ListMetadata {
  /// The version of the list; empty when it has none.
  private(set) var resourceVersion = ""

  /// The token of the next page, which names the next item, whosever it is; empty on the last.
  private(set) var continueToken = ""

  /// Whether it counted the items that are left, which others may own.
  private(set) var countsRemaining = false

  /// The members that may be shown, each with the white space around it.
  private var kept: [Range<Int>] = []

  /// Which of the kept members is the token; it is empty, or is not to be written.
  private var tokenPlace: Int?

  /// Metadata without members.
  init() {}

  /// Reads the whole object strictly.
  init(_ bytes: Span<UInt8>, maximumDepth: Int) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: JSONLimits(depth: maximumDepth, bytes: .max))
    var seen: Set<String> = []
    var isFirst = true
    try reader.open(UInt8(ascii: "{"))
    var start = reader.offset
    while try reader.next(&isFirst, before: UInt8(ascii: "}")) {
      // A member reaches from the brace or comma before it to the one after it, so that the
      // white space around it comes and goes with it.
      if !seen.isEmpty { start = reader.offset }
      let (range, hasEscapes) = try reader.skipString()
      guard !hasEscapes else { throw reader.error("escape in a member name") }
      let key = reader.text(range)
      guard seen.insert(key).inserted else { throw reader.error("two members of one name") }
      try reader.take(UInt8(ascii: ":"))
      switch key {
      case "continue":
        _ = reader.peek()
        continueToken = try reader.uid()
        tokenPlace = kept.count
      case "resourceVersion":
        _ = reader.peek()
        resourceVersion = try reader.uid()
      default: try reader.skipValue()
      }
      _ = reader.peek()
      switch key {
      case "remainingItemCount": countsRemaining = true
      default: kept.append(start..<reader.offset)
      }
    }
    try reader.end()
  }

  /// Appends the object without what would tell of the dropped items.
  ///
  /// `remainingItemCount` and the upstream's token are gone. Another token, unless it is empty,
  /// takes the place of the upstream's. `bytes` are those that were read.
  func write(
    _ bytes: Span<UInt8>, continueToken: String = "", into out: inout [UInt8]
  ) {
    let hides = !self.continueToken.isEmpty
    var isFirst = true
    out.append(UInt8(ascii: "{"))
    for place in 0...kept.count {
      let isToken = place == tokenPlace ?? kept.count
      let isNew = isToken && !continueToken.isEmpty
      guard isNew || place < kept.count && !(isToken && hides) else { continue }
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      if isNew {
        out += #""continue":"#.utf8
        JSONValue.string(continueToken).encode(into: &out)
      } else {
        bytes.extracting(kept[place]).append(to: &out)
      }
    }
    out.append(UInt8(ascii: "}"))
  }
}

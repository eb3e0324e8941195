/// The ListMeta of an answer that is about to lose items (apimachinery's `meta/v1.ListMeta`).
enum ListMetadata {
  /// Appends the object without what would tell of the dropped items.
  ///
  /// `remainingItemCount` counts others' items and goes. A `continue` token that is not empty
  /// names the next item, whosever it is, and is an error.
  static func copy(
    _ bytes: Span<UInt8>, maximumDepth: Int, into out: inout [UInt8]
  ) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: JSONLimits(depth: maximumDepth, bytes: .max))
    var seen: Set<String> = []
    var isFirst = true
    var kept: [Range<Int>] = []
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
      if key == "continue" {
        guard try reader.uid().isEmpty else { throw reader.error("the list has more pages") }
      } else {
        try reader.skipValue()
      }
      _ = reader.peek()
      if key != "remainingItemCount" { kept.append(start..<reader.offset) }
    }
    try reader.end()
    out.append(UInt8(ascii: "{"))
    for (place, range) in kept.enumerated() {
      if place > 0 { out.append(UInt8(ascii: ",")) }
      bytes.extracting(range).append(to: &out)
    }
    out.append(UInt8(ascii: "}"))
  }
}

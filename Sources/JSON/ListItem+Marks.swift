extension ListItem {
  /// Reads the head of an item from the places of its shallow members, without reading the rest.
  ///
  /// Good for dropping an item, not for letting it through: what lies between the members is not
  /// looked at. A member that decides must be readable all the same, and must be there once.
  init(
    _ bytes: Span<UInt8>, marks: [ItemScanner.Mark], path: [ListKey], readsLabels: Bool
  ) throws(JSONError) {
    var seen: [4 of ListKeys] = .init(repeating: ListKeys())
    var matched = 0
    var name: String?
    var uid = ""
    var labels: [String: String] = [:]
    for place in 0..<marks.count {
      let mark = marks[place]
      let level = Int(mark.depth) - 1
      guard level <= matched else { continue }
      matched = level
      guard let key = try Self.key(bytes, before: Int(mark.offset)) else { continue }
      guard seen[level].insert(key) else {
        throw JSONError(offset: Int(mark.offset), reason: "deciding member twice")
      }
      // The member's value is before the next member that is not inside it.
      let start = Int(mark.offset) + 1
      if level < path.count {
        guard key == path[level] else { continue }
        guard Self.firstByte(bytes, from: start) == UInt8(ascii: "{") else {
          throw JSONError(offset: start, reason: "item without metadata")
        }
        matched = level + 1
        continue
      }
      switch key {
      case .name: name = try Self.text(bytes, from: start)
      case .uid: uid = try Self.text(bytes, from: start)
      case .labels where readsLabels:
        let end = place + 1 < marks.count ? Int(marks[place + 1].offset) : bytes.count
        var reader = try JSONReader(bytes.extracting(start..<end))
        labels = try reader.labels()
      default: break
      }
    }
    guard let name, !name.isEmpty else {
      throw JSONError(offset: 0, reason: "item without a name")
    }
    self.init(name: name, uid: uid, labels: labels)
  }

  /// The deciding key that ends before a colon.
  private static func key(
    _ bytes: Span<UInt8>, before colon: Int
  ) throws(JSONError) -> ListKey? {
    var end = colon - 1
    while end > 0, isSpace(bytes[end]) { end -= 1 }
    var start = end
    repeat {
      start -= 1
      guard end > 0, start >= 0, bytes[end] == UInt8(ascii: "\"") else {
        throw JSONError(offset: colon, reason: "member without a name")
      }
      guard bytes[start] != UInt8(ascii: "\\") else {
        throw JSONError(offset: start, reason: "escape in a member name")
      }
    } while bytes[start] != UInt8(ascii: "\"")
    // A quote that is itself escaped opens no name.
    guard start == 0 || bytes[start - 1] != UInt8(ascii: "\\") else {
      throw JSONError(offset: start, reason: "escape in a member name")
    }
    return ListKey(bytes.extracting((start + 1)..<end))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func firstByte(_ bytes: Span<UInt8>, from start: Int) -> UInt8? {
    var place = start
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
    return place < bytes.count ? bytes[place] : nil
  }

  /// Reads a string, or null as an empty one.
  ///
  /// Names and uids are short and plain; anything else goes the slow, strict way.
  private static func text(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> String {
    if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
      var end = start + 1
      while end < bytes.count, 0x20..<0x7F ~= bytes[end], bytes[end] != UInt8(ascii: "\\"),
        bytes[end] != UInt8(ascii: "\"")
      { end += 1 }
      if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
        return bytes.extracting((start + 1)..<end).text
      }
    }
    var reader = try JSONReader(bytes.extracting(droppingFirst: start))
    return try reader.uid()
  }
}

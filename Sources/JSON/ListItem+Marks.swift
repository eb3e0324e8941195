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
      guard let key = ListKey(bytes.extracting(try bytes.memberName(before: Int(mark.offset))))
      else { continue }
      guard seen[level].insert(key) else {
        throw JSONError(offset: Int(mark.offset), reason: "deciding member twice")
      }
      // The member's value is before the next member that is not inside it.
      let start = Int(mark.offset) + 1
      if level < path.count {
        guard key == path[level] else { continue }
        guard bytes.firstByte(from: start) == UInt8(ascii: "{") else {
          throw JSONError(offset: start, reason: "item without metadata")
        }
        matched = level + 1
        continue
      }
      switch key {
      case .name: name = try bytes.shortText(from: start)
      case .uid: uid = try bytes.shortText(from: start)
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
}

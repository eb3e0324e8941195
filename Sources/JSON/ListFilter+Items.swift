extension ListFilter {
  /// Takes the bytes of an item, and lets it out when it is whole and kept.
  mutating func takeItem(
    _ rest: UnsafeBufferPointer<UInt8>, at offset: Int, into out: inout [UInt8],
    keep: (ListItem) -> Bool
  ) throws(JSONError) -> Int {
    let start = offset - item.length
    do {
      guard let end = try unsafe item.follow(rest) else {
        unsafe held.append(contentsOf: rest)
        return rest.count
      }
      let tail = unsafe UnsafeBufferPointer(rebasing: rest[..<end])
      if held.isEmpty {
        try judge(unsafe Span(_unsafeElements: tail), into: &out, keep: keep)
      } else {
        var whole: [UInt8] = []
        swap(&whole, &held)
        unsafe whole.append(contentsOf: tail)
        try judge(whole.span, into: &out, keep: keep)
        whole.removeAll(keepingCapacity: true)
        swap(&whole, &held)
      }
      gap.removeAll(keepingCapacity: true)
      place = .afterItem
      return end
    } catch { throw error.moved(by: start) }
  }

  private mutating func judge(
    _ bytes: Span<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    let head = try ListItem(
      bytes, marks: item.marks, path: shapes[0].path, readsLabels: readsLabels)
    guard keep(head) else {
      hiddenItems += 1
      return
    }
    // The head was read without looking at the rest. Before it goes out, all of it is read, and
    // both readings must agree.
    let (whole, step) = try ListItem.validate(
      bytes, path: shapes[0].path, readsLabels: readsLabels, depth: Self.maximumDepth - 2)
    guard whole == head else { throw JSONError(offset: 0, reason: "item reads in two ways") }
    if keptItems > 0 { out.append(UInt8(ascii: ",")) }
    keptItems += 1
    out += gap
    guard stripsObjects, shapes[0].array == .rows else { return bytes.append(to: &out) }
    // A row without its object as the API server writes it: Go's nil is null.
    bytes.extracting(..<step.lowerBound).append(to: &out)
    out += "null".utf8
    bytes.extracting(step.upperBound...).append(to: &out)
  }
}

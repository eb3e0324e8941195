extension WatchFilter {
  /// Judges a whole event, and lets it out when it may go.
  mutating func judge(
    _ bytes: Span<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    let head = try EventHead(bytes, marks: event.marks)
    switch head.type {
    case .error:
      try EventReading.checkError(bytes, depth: Self.maximumDepth)
      bytes.append(to: &out)
      out.append(UInt8(ascii: "\n"))
    case .bookmark:
      let whole = try reading(bytes, head)
      guard whole.found.name == nil, whole.found.uid.isEmpty else {
        throw JSONError(offset: 0, reason: "bookmark with a name")
      }
      let isEnd = stripsObjects ? try endsInitialEvents(bytes, whole) : false
      write(bytes, whole, strips: stripsObjects && !isEnd, into: &out)
    case .change, .deletion:
      let item = try item(bytes, head)
      var judged = item
      judged.isDeleted = head.type == .deletion
      guard keep(judged) else {
        hiddenItems += 1
        return try carryColumns(bytes, head)
      }
      // The head was read without looking at the rest. Before the event goes out, all of it is
      // read, and both readings must agree.
      let whole = try reading(bytes, head)
      guard whole.found.item == item else {
        throw JSONError(offset: 0, reason: "event reads in two ways")
      }
      keptItems += 1
      write(bytes, whole, strips: stripsObjects, into: &out)
    }
  }

  private func reading(
    _ bytes: Span<UInt8>, _ head: EventHead
  ) throws(JSONError) -> EventReading {
    try EventReading(bytes, head: head, readsLabels: readsLabels, depth: Self.maximumDepth)
  }

  /// Reads what decides about the object of an event.
  private mutating func item(
    _ bytes: Span<UInt8>, _ head: EventHead
  ) throws(JSONError) -> ListItem {
    guard head.isTable else {
      return try ListItem(
        bytes, marks: event.marks, path: [.object, .metadata], readsLabels: readsLabels)
    }
    guard let rows = head.rows, let open = bytes.firstPlace(from: rows),
      bytes[open] == UInt8(ascii: "["), let start = bytes.firstPlace(from: open + 1),
      bytes[start] == UInt8(ascii: "{")
    else { throw JSONError(offset: 0, reason: "table without a row") }
    row.reset()
    let rest = bytes.extracting(droppingFirst: start)
    let length = try unsafe rest.withUnsafeBufferPointer { (rest) throws(JSONError) in
      try unsafe row.follow(rest)
    }
    guard let length, bytes.firstByte(from: start + length) == UInt8(ascii: "]") else {
      throw JSONError(offset: start, reason: "event of several rows")
    }
    return try ListItem(
      bytes.extracting(start..<(start + length)), marks: row.marks, path: ListShape.table.path,
      readsLabels: readsLabels)
  }

  /// Keeps the column definitions of an event that is dropped.
  private mutating func carryColumns(
    _ bytes: Span<UInt8>, _ head: EventHead
  ) throws(JSONError) {
    guard head.isTable else { return }
    if case .passed = columns { return }
    guard let range = head.columns else {
      throw JSONError(offset: 0, reason: "table without columns")
    }
    let depth = Self.maximumDepth - 2
    var reader = try JSONReader(
      bytes.extracting(range), limits: JSONLimits(depth: depth, bytes: .max))
    switch reader.peek() {
    case UInt8(ascii: "n"): break
    case UInt8(ascii: "["):
      let start = reader.offset
      try reader.skipValue()
      var copy: [UInt8] = []
      reader.bytes.extracting(start..<reader.offset).append(to: &copy)
      columns = .carried(copy)
    default: throw reader.error("member of another type")
    }
  }

  /// Whether a bookmark in a Table ends the initial events.
  ///
  /// The API server leaves such a row its object, whatever `includeObject` says (`asTable` of
  /// apiserver's `endpoints/handlers/response.go`).
  private func endsInitialEvents(
    _ bytes: Span<UInt8>, _ event: EventReading
  ) throws(JSONError) -> Bool {
    guard let range = event.rowObject else { return false }
    var reader = try JSONReader(bytes.extracting(range))
    let object = try reader.value()
    return object["metadata", "annotations", "k8s.io/initial-events-end"]?.string == "true"
  }

  /// Appends an event and its line feed; a Table gains the columns it must carry.
  private mutating func write(
    _ bytes: Span<UInt8>, _ event: EventReading, strips: Bool, into out: inout [UInt8]
  ) {
    var carried: [UInt8]?
    if let range = event.columns {
      let hasNone = bytes[range.lowerBound] == UInt8(ascii: "n")
      if hasNone, case .carried(let definitions) = columns { carried = definitions }
      if !hasNone || carried != nil { columns = .passed }
    }
    var (first, second) = (
      carried == nil ? nil : event.columns, strips ? event.rowObject : nil
    )
    // The members of a Table may stand in any order.
    let isSwapped = (first?.lowerBound ?? 0) > (second?.lowerBound ?? .max)
    if isSwapped { swap(&first, &second) }
    var start = 0
    for (range, isColumns) in [(first, !isSwapped), (second, isSwapped)] {
      guard let range else { continue }
      bytes.extracting(start..<range.lowerBound).append(to: &out)
      if isColumns, let carried { out += carried } else { out += "null".utf8 }
      start = range.upperBound
    }
    bytes.extracting(droppingFirst: start).append(to: &out)
    out.append(UInt8(ascii: "\n"))
  }
}

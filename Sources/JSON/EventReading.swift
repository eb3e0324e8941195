/// A whole watch event that was held to the grammar, read for the second time.
struct EventReading {
  private(set) var type: EventType?
  private(set) var kind: String?

  /// What was found about the object, or about the object of a Table's row.
  private(set) var found = ListItem.Found()

  /// Where the value of a Table's `columnDefinitions` is.
  private(set) var columns: Range<Int>?

  /// Where the object of a Table's row is.
  private(set) var rowObject: Range<Int>?

  private let isTable: Bool
  private let readsLabels: Bool

  /// Reads an event of which the head says whether its object is a Table.
  init(
    _ bytes: Span<UInt8>, head: EventHead, readsLabels: Bool, depth: Int
  ) throws(JSONError) {
    isTable = head.isTable
    self.readsLabels = readsLabels
    var reader = try JSONReader(bytes, limits: JSONLimits(depth: depth, bytes: .max))
    var isFirst = true
    var hasObject = false
    try reader.open(UInt8(ascii: "{"))
    while try reader.next(&isFirst, before: UInt8(ascii: "}")) {
      switch try Self.key(&reader) {
      case "type" where type == nil: type = try EventType(try reader.string())
      case "object" where !hasObject:
        hasObject = true
        try readObject(&reader)
      default: throw reader.error("member that no event has")
      }
    }
    try reader.end()
    guard type == head.type, hasObject, let kind, (kind == "Table") == isTable,
      !isTable || columns != nil && rowObject != nil
    else { throw JSONError(offset: 0, reason: "event reads in two ways") }
  }

  @_lifetime(reader: copy reader)
  private static func key(_ reader: inout JSONReader) throws(JSONError) -> String {
    let (range, hasEscapes) = try reader.skipString()
    guard !hasEscapes else { throw reader.error("escape in a member name") }
    try reader.take(UInt8(ascii: ":"))
    _ = reader.peek()
    return reader.text(range)
  }

  @_lifetime(reader: copy reader)
  private mutating func readObject(_ reader: inout JSONReader) throws(JSONError) {
    var isFirst = true
    var hasMetadata = false
    try reader.open(UInt8(ascii: "{"))
    while try reader.next(&isFirst, before: UInt8(ascii: "}")) {
      let key = try Self.key(&reader)
      let start = reader.offset
      switch key {
      case "kind":
        guard kind == nil else { throw reader.error("deciding member twice") }
        kind = try reader.string()
      case "metadata":
        guard !hasMetadata else { throw reader.error("deciding member twice") }
        hasMetadata = true
        if isTable {
          try readListMetadata(&reader)
        } else {
          try ListItem.read([], with: &reader, readsLabels, into: &found)
        }
      case "columnDefinitions" where isTable:
        guard columns == nil else { throw reader.error("deciding member twice") }
        guard reader.at(UInt8(ascii: "[")) || reader.at(UInt8(ascii: "n")) else {
          throw reader.error("member of another type")
        }
        try reader.skipValue()
        columns = start..<reader.offset
      case "rows" where isTable: try readRow(&reader)
      case "apiVersion" where isTable: _ = try reader.skipString()
      case _ where isTable: throw reader.error("member that no list has")
      default: try reader.skipValue()
      }
    }
  }

  /// Reads the metadata of a Table, which has nothing to say of other items in a watch.
  @_lifetime(reader: copy reader)
  private mutating func readListMetadata(_ reader: inout JSONReader) throws(JSONError) {
    let start = reader.offset
    try reader.skipValue()
    if reader.bytes[start] == UInt8(ascii: "n") { return }
    let metadata = try ListMetadata(
      reader.bytes.extracting(start..<reader.offset), maximumDepth: ListFilter.maximumDepth)
    guard metadata.continueToken.isEmpty, !metadata.countsRemaining else {
      throw reader.error("the list has more pages")
    }
  }

  @_lifetime(reader: copy reader)
  private mutating func readRow(_ reader: inout JSONReader) throws(JSONError) {
    var isFirst = true
    guard rowObject == nil else { throw reader.error("deciding member twice") }
    try reader.open(UInt8(ascii: "["))
    guard try reader.next(&isFirst, before: UInt8(ascii: "]")) else {
      throw reader.error("table without a row")
    }
    rowObject = try ListItem.read(
      ListShape.table.path[...], with: &reader, readsLabels, into: &found)
    guard try !reader.next(&isFirst, before: UInt8(ascii: "]")) else {
      throw reader.error("event of several rows")
    }
  }
}

extension EventReading {
  /// Holds an ERROR event to the grammar, and its Status to what anybody may read.
  ///
  /// A `continue` token in it names an object (apiserver's 410 for an expired list), and what a
  /// refusal says it says of the program's own account.
  static func checkError(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    var reader = try JSONReader(bytes, limits: JSONLimits(depth: depth, bytes: .max))
    let event = try reader.value()
    try reader.end()
    guard let status = event["object"], status["kind"]?.string == "Status" else {
      throw JSONError(offset: 0, reason: "error that is no status")
    }
    switch status["metadata", "continue"] {
    case nil, .null?, .string("")?: break
    default: throw JSONError(offset: 0, reason: "the list has more pages")
    }
    guard status["code"]?.int != 401, status["code"]?.int != 403 else {
      throw JSONError(offset: 0, reason: "refusal in a watch")
    }
  }
}

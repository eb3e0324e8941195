/// What of one item decides whether it is kept.
package struct ListItem: Sendable, Equatable {
  /// The object's name, never empty.
  package var name: String

  /// The object's uid, empty when it has none.
  package var uid: String

  /// The object's labels; empty unless they were asked for.
  package var labels: [String: String]

  /// Whether a watch's event says that the object is gone.
  package var isDeleted = false

  /// An item of these values.
  package init(name: String, uid: String = "", labels: [String: String] = [:]) {
    self.name = name
    self.uid = uid
    self.labels = labels
  }

  /// Reads what decides about one whole object, and holds all of the object to the grammar.
  ///
  /// Errors: whatever is not one JSON object (RFC 8259) of at most a hundred levels; no readable,
  /// non-empty `metadata.name`; a `uid` or labels that are not text; a deciding member twice, or
  /// a member name with escapes where a deciding one could stand.
  package init(object bytes: [UInt8]) throws(JSONError) {
    try self.init(
      validating: bytes.span, path: ListShape.list.path, readsLabels: true, depth: 100)
  }

  /// Reads the head of one item strictly, and holds all of it to the grammar.
  init(
    validating bytes: Span<UInt8>, path: [ListKey], readsLabels: Bool, depth: Int
  ) throws(JSONError) {
    self = try Self.validate(bytes, path: path, readsLabels: readsLabels, depth: depth).item
  }

  /// The same, and where the value is that the first step of the path leads to.
  static func validate(
    _ bytes: Span<UInt8>, path: [ListKey], readsLabels: Bool, depth: Int
  ) throws(JSONError) -> (item: ListItem, step: Range<Int>) {
    var reader = try JSONReader(bytes, limits: JSONLimits(depth: depth, bytes: .max))
    var found = Found()
    let step = try read(path[...], with: &reader, readsLabels, into: &found)
    try reader.end()
    guard let item = found.item, let step else {
      throw JSONError(offset: 0, reason: "item without a name")
    }
    return (item, step)
  }

  /// What was found of an item so far.
  struct Found {
    var name: String?
    var uid = ""
    var labels: [String: String] = [:]

    /// The item, nil when it has no name.
    var item: ListItem? { name.map { ListItem(name: $0, uid: uid, labels: labels) } }
  }

  /// Reads a value whose ObjectMeta is at the end of a path; answers where the path's first step is.
  @_lifetime(reader: copy reader)
  @discardableResult
  static func read(
    _ path: ArraySlice<ListKey>, with reader: inout JSONReader, _ readsLabels: Bool,
    into found: inout Found
  ) throws(JSONError) -> Range<Int>? {
    var seen = ListKeys()
    var isFirst = true
    var place: Range<Int>?
    try reader.open(UInt8(ascii: "{"))
    while try reader.next(&isFirst, before: UInt8(ascii: "}")) {
      let (range, hasEscapes) = try reader.skipString()
      guard !hasEscapes else { throw reader.error("escape in a member name") }
      let key = ListKey(reader.bytes.extracting(range))
      if let key, !seen.insert(key) { throw reader.error("deciding member twice") }
      try reader.take(UInt8(ascii: ":"))
      switch (path.first, key) {
      case (let step?, let key?) where step == key:
        _ = reader.peek()
        let start = reader.offset
        try read(path.dropFirst(), with: &reader, readsLabels, into: &found)
        place = start..<reader.offset
      case (nil, .name): found.name = try reader.name()
      case (nil, .uid): found.uid = try reader.uid()
      case (nil, .labels) where readsLabels: found.labels = try reader.labels()
      default: try reader.skipValue()
      }
    }
    return place
  }
}

extension JSONReader {
  /// Reads the text of a name, which is never empty.
  @_lifetime(self: copy self)
  mutating func name() throws(JSONError) -> String {
    let name = try string()
    guard !name.isEmpty else { throw error("item without a name") }
    return name
  }

  /// Reads the text of a uid; null is as good as none.
  @_lifetime(self: copy self)
  mutating func uid() throws(JSONError) -> String {
    guard peek() == UInt8(ascii: "n") else { return try string() }
    try skipValue()
    return ""
  }

  /// Reads labels; null is as good as none.
  @_lifetime(self: copy self)
  mutating func labels() throws(JSONError) -> [String: String] {
    if peek() == UInt8(ascii: "n") {
      try skipValue()
      return [:]
    }
    var labels: [String: String] = [:]
    labels.reserveCapacity(12)  // Most objects have fewer, and growing costs more than the room.
    var isFirst = true
    try open(UInt8(ascii: "{"))
    while try next(&isFirst, before: UInt8(ascii: "}")) {
      let key = try string()
      try take(UInt8(ascii: ":"))
      guard labels.updateValue(try string(), forKey: key) == nil else {
        throw error("two members of one name")
      }
    }
    return labels
  }
}

internal import JSON

/// Builds values from the events of one text.
struct YAMLComposer: ~Copyable {
  private static let maximumDepth = 100
  private static let maximumValues = 1_000_000

  private var events: YAMLEvents
  private var event = YAMLEvent(kind: .streamStart, line: 1, column: 1)
  private var depth = 0

  /// Bytes of scalars that aliases may add to those of the text: written out, an alias of a long one is
  /// as long each time.
  private static let maximumRepeated = 16 << 20

  /// How much values hold.
  private struct Size {
    /// Values, those that an alias repeats included.
    var values = 0
    /// Bytes of their scalars, keys included.
    var bytes = 0
  }

  /// What was made so far.
  private var made = Size()
  private let maximumBytes: Int

  /// The anchored values of this document, and how much each holds.
  private var anchors: [String: (value: JSONValue, size: Size)] = [:]

  /// Whether a mapping may have a key twice; the last one counts.
  private let allowsDuplicates: Bool

  /// The keys that mappings have twice, in the words of Go's strict decoder.
  private(set) var duplicates: [String] = []

  init(_ bytes: [UInt8], allowsDuplicates: Bool = false) throws(YAMLError) {
    maximumBytes = bytes.count + Self.maximumRepeated
    events = try YAMLEvents(bytes)
    self.allowsDuplicates = allowsDuplicates
  }

  /// Every document of the text, with the line of its first value.
  mutating func documents() throws(YAMLError) -> [(line: Int, value: JSONValue)] {
    var documents: [(line: Int, value: JSONValue)] = []
    while true {
      try advance()
      switch event.kind {
      case .streamStart, .documentEnd: break
      case .documentStart:
        anchors = [:]
        try advance()
        let line = event.line
        documents.append((line, try value()))
      default: return documents
      }
    }
  }

  private mutating func advance() throws(YAMLError) { event = try events.next() }

  /// The value that starts with the present event; leaves its last event as the present one.
  private mutating func value() throws(YAMLError) -> JSONValue {
    let before = made
    try count(Size(values: 1))
    let start = event
    switch start.kind {
    case .alias(let name):
      guard let (value, size) = anchors[name] else { throw start.error("unknown alias") }
      try count(Size(values: size.values - 1, bytes: size.bytes))
      return value
    case .scalar(let scalar, let anchor):
      guard let value = scalar.resolved() else { throw start.error("scalar does not fit its tag") }
      if let text = value.string { try count(Size(bytes: text.utf8.count)) }
      return remember(value, as: anchor, since: before)
    case .sequenceStart(let tag, let anchor):
      guard [nil, "!", "tag:yaml.org,2002:seq"].contains(tag) else {
        throw start.error("unknown tag")
      }
      return remember(.array(try sequence()), as: anchor, since: before)
    case .mappingStart(let tag, let anchor):
      guard [nil, "!", "tag:yaml.org,2002:map"].contains(tag) else {
        throw start.error("unknown tag")
      }
      return remember(.object(try mapping()), as: anchor, since: before)
    default: throw start.error("a value is missing")
    }
  }

  private mutating func count(_ more: Size) throws(YAMLError) {
    made.values += more.values
    made.bytes += more.bytes
    guard made.values <= Self.maximumValues, made.bytes <= maximumBytes else {
      throw event.error("too many values")
    }
  }

  private mutating func remember(
    _ value: JSONValue, as anchor: String?, since before: Size
  ) -> JSONValue {
    if let anchor {
      let size = Size(
        values: made.values - before.values, bytes: made.bytes - before.bytes)
      anchors[anchor] = (value, size)
    }
    return value
  }

  private mutating func open() throws(YAMLError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw event.error("nested too deeply") }
  }

  private mutating func sequence() throws(YAMLError) -> [JSONValue] {
    try open()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    while true {
      try advance()
      if case .sequenceEnd = event.kind { return elements }
      elements.append(try value())
    }
  }

  private mutating func mapping() throws(YAMLError) -> JSONObject {
    try open()
    defer { depth -= 1 }
    var own = JSONObject()
    var merged = JSONObject()
    while true {
      try advance()
      if case .mappingEnd = event.kind { break }
      let start = event
      if case .scalar(let scalar, _) = event.kind, scalar.isMerge {
        try advance()
        try merge(try value(), into: &merged, at: start)
        continue
      }
      let key = try key()
      if own[key] != nil {
        guard allowsDuplicates else { throw start.error("two equal keys") }
        duplicates.append("line \(start.line): key \(JSONValue.string(key)) already set in map")
      }
      try advance()
      own[key] = try value()
    }
    for (key, value) in merged where own[key] == nil { own[key] = value }
    return own
  }

  /// A key as JSON must spell it (`convertToJSONableObject` of `sigs.k8s.io/yaml`).
  private mutating func key() throws(YAMLError) -> String {
    let start = event
    switch try value() {
    case .string(let text): return text
    case .number(let spelling): return spelling
    case .bool(let truth): return truth ? "true" : "false"
    case .null, .array, .object: throw start.error("a key must be a string")
    }
  }

  /// Adds the members of a mapping, or of each mapping of a sequence; the earlier one wins.
  private func merge(
    _ value: JSONValue, into merged: inout JSONObject, at place: YAMLEvent
  ) throws(YAMLError) {
    for source in value.array ?? [value] {
      guard let members = source.object else { throw place.error("only mappings can be merged") }
      for (key, value) in members where merged[key] == nil { merged[key] = value }
    }
  }
}

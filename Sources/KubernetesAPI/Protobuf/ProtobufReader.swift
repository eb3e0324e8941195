internal import JSON

/// Reads the fields of one message; what is asked for beyond its end is an error.
package struct ProtobufReader: ~Escapable {
  /// What is taken for well formed.
  package enum Rules: Sendable {
    /// Only what is written in one way and can be read in one way: no groups, no number in more
    /// bytes than it needs, text in UTF-8.
    case strict
    /// What the code takes that gogo/protobuf generates for the API server.
    case go
  }

  private let bytes: Span<UInt8>
  private let rules: Rules
  /// How many messages this one is in.
  private let depth: Int
  /// The place of the next byte.
  package private(set) var offset = 0

  /// An object has a hundred levels at most, and each takes three messages at most.
  private static let maximumDepth = 300

  /// A reader at the start of a message.
  @_lifetime(copy bytes)
  package init(_ bytes: Span<UInt8>, as rules: Rules = .strict) {
    self.init(bytes, rules, depth: 0)
  }

  @_lifetime(copy bytes)
  private init(_ bytes: Span<UInt8>, _ rules: Rules, depth: Int) {
    self.bytes = bytes
    self.rules = rules
    self.depth = depth
  }

  /// Whether nothing is left.
  package var isAtEnd: Bool { offset == bytes.count }

  /// The number and the type of the next field; nil at the end.
  @_lifetime(self: copy self)
  @inline(__always)
  package mutating func next() throws(ProtobufError) -> (number: Int, type: WireType)? {
    guard offset < bytes.count else { return nil }
    let key = try varint()
    // Field numbers have 29 bits.
    guard let type = WireType(key), 1..<(1 << 29) ~= key >> 3 else { throw .illegal(key) }
    return (Int(truncatingIfNeeded: key >> 3), type)
  }

  /// A number.
  @_lifetime(self: copy self)
  @inline(__always)
  package mutating func varint() throws(ProtobufError) -> UInt64 {
    guard offset < bytes.count else { throw .truncated }
    let first = bytes[offset]
    offset += 1
    return first < 0x80 ? UInt64(first) : try longVarint(first)
  }

  @_lifetime(self: copy self)
  @inline(never)
  private mutating func longVarint(_ first: UInt8) throws(ProtobufError) -> UInt64 {
    var value = UInt64(first & 0x7F)
    for shift in stride(from: UInt64(7), to: 70, by: 7) {
      guard offset < bytes.count else { throw .truncated }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      guard byte < 0x80 else { continue }
      if rules == .strict {
        guard byte != 0 else { throw .overlong }
        guard shift < 63 || byte == 1 else { throw .overflow }
      }
      return value
    }
    throw .overflow
  }

  /// Eight bytes, the least significant first.
  @_lifetime(self: copy self)
  package mutating func fixed64() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for place in try take(8).reversed() { value = value << 8 | UInt64(bytes[place]) }
    return value
  }

  /// Where the bytes are that follow with their length: text, bytes or a message.
  @_lifetime(self: copy self)
  @inline(__always)
  package mutating func range() throws(ProtobufError) -> Range<Int> {
    guard let length = Int(exactly: try varint()) else { throw .truncated }
    return try take(length)
  }

  /// Bytes that follow with their length.
  @_lifetime(self: copy self)
  package mutating func data() throws(ProtobufError) -> [UInt8] {
    var data: [UInt8] = []
    bytes.extracting(try range()).append(to: &data)
    return data
  }

  /// A message within.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  package mutating func message() throws(ProtobufError) -> ProtobufReader {
    guard depth < Self.maximumDepth else { throw .nested }
    return ProtobufReader(bytes.extracting(try range()), rules, depth: depth + 1)
  }

  /// Text; what is not UTF-8 in it is refused, or replaced as the rules are.
  @_lifetime(self: copy self)
  package mutating func string() throws(ProtobufError) -> String {
    let range = try range()
    guard rules == .strict else { return String(ascii: bytes, range) }
    guard let text = try? UTF8Span(validating: bytes.extracting(range)) else { throw .notText }
    return String(copying: text)
  }

  @_lifetime(self: copy self)
  @inline(__always)
  private mutating func take(_ count: Int) throws(ProtobufError) -> Range<Int> {
    guard count <= bytes.count - offset else { throw .truncated }
    defer { offset += count }
    return offset..<(offset + count)
  }

  /// Leaves out a field that is not asked for.
  @_lifetime(self: copy self)
  @inline(__always)
  package mutating func skip(_ type: WireType) throws(ProtobufError) {
    switch type {
    case .varint: _ = try varint()
    case .fixed64: _ = try take(8)
    case .fixed32: _ = try take(4)
    case .bytes: _ = try range()
    case .groupStart, .groupEnd:
      guard rules == .go else { throw .wrong(type) }
      try skipGroup(type)
    }
  }

  @_lifetime(self: copy self)
  @inline(never)
  private mutating func skipGroup(_ type: WireType) throws(ProtobufError) {
    var depth = 0
    var type = type
    repeat {
      switch type {
      case .varint: _ = try varint()
      case .fixed64: _ = try take(8)
      case .fixed32: _ = try take(4)
      case .bytes: _ = try range()
      case .groupStart:
        depth += 1
        guard depth <= 100 else { throw .nested }
      case .groupEnd:
        guard depth > 0 else { throw ProtobufError(message: "proto: unexpected end of group") }
        depth -= 1
      }
      guard depth > 0 else { return }
      guard let (_, following) = try next() else { throw .truncated }
      type = following
    } while true
  }
}

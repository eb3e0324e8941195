internal import CScan

/// A strict reader of one JSON text (RFC 8259) that is whole in memory.
///
/// It either builds values or walks over them; both hold the whole grammar. The text's UTF-8 is
/// checked once, before anything is read.
struct JSONReader: ~Escapable {
  let bytes: Span<UInt8>
  private let maximumDepth: Int
  private var depth = 0

  /// The place of the next byte.
  var offset = 0

  /// A reader at the start of `bytes`.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(offset: limits.bytes, reason: "text is too long")
    }
    let valid = unsafe bytes.withUnsafeBufferPointer { unsafe cscan_utf8($0.baseAddress, $0.count) }
    guard valid == bytes.count else { throw JSONError(offset: valid, reason: "not UTF-8") }
    self.bytes = bytes
    maximumDepth = limits.depth
  }

  /// An error at the next byte.
  func error(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }

  /// The next byte that is not white space, without taking it; nil at the end.
  @_lifetime(self: copy self)
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Takes one byte of punctuation, and the white space before it.
  @_lifetime(self: copy self)
  mutating func take(_ byte: UInt8) throws(JSONError) {
    if offset < bytes.count, bytes[offset] == byte {
      offset += 1
      return
    }
    guard let next = peek() else { throw error("text ends early") }
    guard next == byte else { throw error("expected '\(Unicode.Scalar(byte))'") }
    offset += 1
  }

  /// Asserts that only white space is left.
  @_lifetime(self: copy self)
  mutating func end() throws(JSONError) {
    guard peek() == nil else { throw error("bytes after the value") }
  }

  /// Opens an array or an object and counts its level.
  @_lifetime(self: copy self)
  mutating func open(_ byte: UInt8) throws(JSONError) {
    try take(byte)
    depth += 1
    guard depth <= maximumDepth else { throw error("nested too deeply") }
  }

  /// Goes to the next element or member, or takes the closing byte and answers false.
  @_lifetime(self: copy self)
  mutating func next(_ isFirst: inout Bool, before close: UInt8) throws(JSONError) -> Bool {
    guard let byte = peek() else { throw error("text ends early") }
    if byte == close {
      offset += 1
      depth -= 1
      return false
    }
    if isFirst { isFirst = false } else { try take(UInt8(ascii: ",")) }
    return true
  }

  /// Reads a value.
  @_lifetime(self: copy self)
  mutating func value() throws(JSONError) -> JSONValue {
    switch peek() {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    case nil: throw error("text ends early")
    default: return .number(text(try number()))
    }
  }

  @_lifetime(self: copy self)
  private mutating func object() throws(JSONError) -> JSONObject {
    var members = JSONObject()
    var isFirst = true
    try open(UInt8(ascii: "{"))
    while try next(&isFirst, before: UInt8(ascii: "}")) {
      let start = offset
      let key = try string()
      try take(UInt8(ascii: ":"))
      guard members.add(key, try value()) else {
        throw JSONError(offset: start, reason: "two members of one name")
      }
    }
    return members
  }

  @_lifetime(self: copy self)
  private mutating func array() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    var isFirst = true
    try open(UInt8(ascii: "["))
    while try next(&isFirst, before: UInt8(ascii: "]")) { elements.append(try value()) }
    return elements
  }

  /// Walks over a value and holds it to the grammar; members of one name are not looked for.
  @_lifetime(self: copy self)
  mutating func skipValue() throws(JSONError) {
    var isFirst = true
    switch peek() {
    case UInt8(ascii: "{"):
      try open(UInt8(ascii: "{"))
      while try next(&isFirst, before: UInt8(ascii: "}")) {
        _ = try skipString()
        try take(UInt8(ascii: ":"))
        try skipValue()
      }
    case UInt8(ascii: "["):
      try open(UInt8(ascii: "["))
      while try next(&isFirst, before: UInt8(ascii: "]")) { try skipValue() }
    case UInt8(ascii: "\""): _ = try skipString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case nil: throw error("text ends early")
    default: _ = try number()
    }
  }

  @_lifetime(self: copy self)
  private mutating func word(_ word: StaticString) throws(JSONError) {
    for place in 0..<word.utf8CodeUnitCount {
      guard offset < bytes.count else { throw error("text ends early") }
      guard unsafe bytes[offset] == word.utf8Start[place] else { throw error("not a value") }
      offset += 1
    }
  }

  /// The bytes of a range as text; the whole text is known to be UTF-8.
  func text(_ range: Range<Int>) -> String { bytes.extracting(range).text }
}

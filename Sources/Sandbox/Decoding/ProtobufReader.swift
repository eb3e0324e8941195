/// Reads the fields of one message; what is asked for beyond its end is an error.
struct ProtobufReader {
  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int
  /// How many messages this one is in.
  private let depth: Int

  /// An object has a hundred levels at most, and each takes three messages at most.
  private static let maximumDepth = 300

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
    depth = 0
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>, depth: Int) {
    self.bytes = bytes
    self.depth = depth
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { offset == end }

  /// The number and the type of the next field; nil at the end.
  mutating func next() throws(ProtobufError) -> (number: Int, type: WireType)? {
    guard offset < end else { return nil }
    let key = try varint()
    guard let type = WireType(rawValue: UInt8(key & 7)) else {
      throw ProtobufError(message: "proto: illegal wireType \(key & 7)")
    }
    // Field numbers have 29 bits.
    guard 1..<(1 << 29) ~= key >> 3 else {
      throw ProtobufError(message: "proto: illegal tag \(key >> 3) (wire type \(key & 7))")
    }
    return (Int(key >> 3), type)
  }

  mutating func varint() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < end else { throw .truncated }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .overflow
  }

  mutating func fixed64() throws(ProtobufError) -> UInt64 {
    var value: UInt64 = 0
    for byte in bytes[try take(8)].reversed() { value = value << 8 | UInt64(byte) }
    return value
  }

  /// What follows with its length: text, bytes or a message.
  mutating func data() throws(ProtobufError) -> ArraySlice<UInt8> { bytes[try range()] }

  /// A message within.
  mutating func message() throws(ProtobufError) -> ProtobufReader {
    guard depth < Self.maximumDepth else { throw .nested }
    return ProtobufReader(bytes, try range(), depth: depth + 1)
  }

  /// Text; what is not UTF-8 in it is replaced.
  mutating func string() throws(ProtobufError) -> String {
    String(decoding: try data(), as: UTF8.self)
  }

  private mutating func range() throws(ProtobufError) -> Range<Int> {
    guard let length = Int(exactly: try varint()) else { throw .truncated }
    return try take(length)
  }

  private mutating func take(_ count: Int) throws(ProtobufError) -> Range<Int> {
    guard count <= end - offset else { throw .truncated }
    defer { offset += count }
    return offset..<(offset + count)
  }

  /// Leaves out a field that is not known.
  mutating func skip(_ type: WireType) throws(ProtobufError) {
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

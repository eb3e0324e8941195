internal import CScan

/// Finds the end of an object or array that arrives in pieces, and its shallow member names.
///
/// It only follows the structure, 64 bytes at a step: it tells strings from the rest and counts
/// brackets. Whatever is let through on its word is held to the grammar afterwards.
struct ItemScanner {
  /// Where a member's colon stands.
  struct Mark {
    /// The colon's offset from the first byte of the value.
    var offset: UInt32

    /// How many brackets are open there.
    var depth: UInt32
  }

  /// The colons of the members at most `shallow` levels deep, in order.
  private(set) var marks: [Mark] = []

  /// How many bytes of the value were seen.
  private(set) var length = 0

  private let shallow: Int
  private let maximumDepth: Int
  private let maximumLength: Int
  private var depth = 0

  /// All ones while the next byte is inside a string.
  private var inside: UInt64 = 0

  /// One when the next byte is escaped.
  private var escape: UInt64 = 0

  /// A scanner that marks members down to `shallow` levels; lengths are in bytes.
  init(shallow: Int, maximumDepth: Int, maximumLength: Int) {
    self.shallow = shallow
    self.maximumDepth = maximumDepth
    self.maximumLength = min(maximumLength, Int(UInt32.max))
  }

  /// Makes ready for another value.
  mutating func reset() {
    marks.removeAll(keepingCapacity: true)
    length = 0
    depth = 0
    inside = 0
    escape = 0
  }

  /// Follows the value through the next piece of it; the first begins with its bracket.
  ///
  /// Answers how many bytes of the piece belong to the value when it ends there, nil when it goes
  /// on. Offsets of errors count from the start of the value.
  mutating func follow(_ piece: UnsafeBufferPointer<UInt8>) throws(JSONError) -> Int? {
    guard let start = piece.baseAddress else { return nil }
    var offset = 0
    while offset < piece.count {
      let count = min(64, piece.count - offset)
      let block =
        unsafe count == 64
        ? cscan_look(start + offset) : cscan_look_part(start + offset, count)
      let quotes = block.quote & ~escaped(block.backslash, count)
      let strings = cscan_prefix_xor(quotes) ^ inside
      inside = UInt64(bitPattern: Int64(bitPattern: strings) >> 63)
      let opens = block.open & ~strings
      let closes = block.close & ~strings
      let (rise, fall) = (opens.nonzeroBitCount, closes.nonzeroBitCount)
      if depth - fall > shallow, depth + rise <= maximumDepth {
        depth += rise - fall
      } else if let end = try step(opens, closes, block.colon & ~strings, at: length + offset) {
        length += offset + end
        guard length <= maximumLength else { throw tooLong }
        return offset + end
      }
      offset += count
    }
    length += offset
    guard length <= maximumLength else { throw tooLong }
    return nil
  }

  private var tooLong: JSONError { JSONError(offset: maximumLength, reason: "item is too long") }

  /// The bytes that a backslash takes the meaning from.
  private mutating func escaped(_ backslash: UInt64, _ count: Int) -> UInt64 {
    guard backslash | escape != 0 else { return 0 }
    // In a run of backslashes every other one escapes its neighbour. Adding the runs that start
    // on an odd bit to the backslashes carries past each such run, and so turns their parity.
    let even: UInt64 = 0x5555_5555_5555_5555
    let free = backslash & ~escape
    let follows = free << 1 | escape
    let (turned, carry) = free.addingReportingOverflow(free & ~even & ~follows)
    let escaped = (even ^ (turned << 1)) & follows
    escape = count == 64 ? (carry ? 1 : 0) : escaped >> UInt64(count) & 1
    return escaped
  }

  /// Walks the structure of one block byte for byte; answers where the value ends in it.
  private mutating func step(
    _ opens: UInt64, _ closes: UInt64, _ colons: UInt64, at base: Int
  ) throws(JSONError) -> Int? {
    var rest = opens | closes | colons
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      let bit = rest & (0 &- rest)
      rest ^= bit
      if colons & bit != 0 {
        guard depth <= shallow else { continue }
        marks.append(Mark(offset: UInt32(truncatingIfNeeded: base + place), depth: UInt32(depth)))
      } else if opens & bit != 0 {
        depth += 1
        guard depth <= maximumDepth else {
          throw JSONError(offset: base + place, reason: "nested too deeply")
        }
      } else {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
    }
    return nil
  }
}

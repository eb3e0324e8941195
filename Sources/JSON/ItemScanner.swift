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
  /// Strings, escapes and open brackets up to the next byte.
  private var state = cscan_state()

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
    state = cscan_state()
  }

  /// Follows the value through the next piece of it; the first begins with its bracket.
  ///
  /// Answers how many bytes of the piece belong to the value when it ends there, nil when it goes
  /// on. Offsets of errors count from the start of the value.
  mutating func follow(_ piece: UnsafeBufferPointer<UInt8>) throws(JSONError) -> Int? {
    guard let start = piece.baseAddress else { return nil }
    var offset = 0
    var block = cscan_block()
    while offset < piece.count {
      var taken = 64
      if piece.count - offset >= 64 {
        let blocks = (piece.count - offset) / 64
        let place = unsafe cscan_follow(
          &state, start + offset, blocks, Int64(shallow), Int64(maximumDepth), &block)
        offset += 64 * place
        if place == blocks { continue }
      } else {
        taken = piece.count - offset
        unsafe cscan_follow_part(&state, start + offset, taken, &block)
      }
      if let end = try step(block, at: length + offset) {
        length += offset + end
        guard length <= maximumLength else { throw tooLong }
        return offset + end
      }
      offset += taken
    }
    length += offset
    guard length <= maximumLength else { throw tooLong }
    return nil
  }

  private var tooLong: JSONError { JSONError(offset: maximumLength, reason: "item is too long") }

  /// Walks the structure of one block byte for byte; answers where the value ends in it.
  private mutating func step(_ block: cscan_block, at base: Int) throws(JSONError) -> Int? {
    var rest = block.open | block.close | block.colon
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      let bit = rest & (0 &- rest)
      rest ^= bit
      if block.colon & bit != 0 {
        guard state.depth <= shallow else { continue }
        marks.append(
          Mark(
            offset: UInt32(truncatingIfNeeded: base + place),
            depth: UInt32(truncatingIfNeeded: state.depth)))
      } else if block.open & bit != 0 {
        state.depth += 1
        guard state.depth <= maximumDepth else {
          throw JSONError(offset: base + place, reason: "nested too deeply")
        }
      } else {
        state.depth -= 1
        if state.depth == 0 { return place + 1 }
      }
    }
    return nil
  }
}

extension ListFilter {
  /// Takes one byte between tokens; none when it begins a token.
  mutating func takePunctuation(
    _ byte: UInt8, at offset: Int, into out: inout [UInt8]
  ) throws(JSONError) -> Int {
    switch (place, byte) {
    case (.firstItem, 0x20), (.firstItem, 0x0A), (.firstItem, 0x0D), (.firstItem, 0x09),
      (.nextItem, 0x20), (.nextItem, 0x0A), (.nextItem, 0x0D), (.nextItem, 0x09),
      (.afterItem, 0x20), (.afterItem, 0x0A), (.afterItem, 0x0D), (.afterItem, 0x09):
      if gap.count < Self.maximumGap { gap.append(byte) }
      return 1
    case (.firstItem, UInt8(ascii: "{")), (.nextItem, UInt8(ascii: "{")):
      item.reset()
      place = .item
      return 0
    case (.afterItem, UInt8(ascii: ",")):
      gap.removeAll(keepingCapacity: true)
      place = .nextItem
      return 1
    case (.firstItem, UInt8(ascii: "]")), (.afterItem, UInt8(ascii: "]")):
      if keptItems > 0, pages == nil { out += gap }
      gap.removeAll(keepingCapacity: true)
      place = .afterValue
    case (_, 0x20), (_, 0x0A), (_, 0x0D), (_, 0x09): break
    case (.start, UInt8(ascii: "{")): place = .firstKey
    case (.firstKey, UInt8(ascii: "\"")), (.nextKey, UInt8(ascii: "\"")):
      place = .key
      escaped = false
      return 0
    case (.colon, UInt8(ascii: ":")): place = .beforeValue
    case (.beforeValue, _):
      try beginValue(byte, at: offset)
      guard place == .firstItem else { return 0 }
    case (.afterValue, UInt8(ascii: ",")): place = .nextKey
    case (.afterValue, UInt8(ascii: "}")), (.firstKey, UInt8(ascii: "}")):
      guard has(.array) else { throw JSONError(offset: offset, reason: "no array of items") }
      place = .end
    default: throw JSONError(offset: offset, reason: "not a list")
    }
    guard pages != nil else {
      out.append(byte)
      return 1
    }
    // Of the pages only their members and items go into the one list.
    if place == .firstItem, byte == UInt8(ascii: "[") { pages?.beginArray(into: &out) }
    return 1
  }

  /// More white space than this before an item is not kept with it.
  private static let maximumGap = 64

  private func has(_ key: EnvelopeKey) -> Bool { seen & (1 << key.rawValue) != 0 }

  /// Decides by its first byte what the value of the present member is.
  private mutating func beginValue(_ byte: UInt8, at offset: Int) throws(JSONError) {
    switch (member, byte) {
    case (.kind, UInt8(ascii: "\"")), (.apiVersion, UInt8(ascii: "\"")):
      place = .string
      escaped = false
    case (.metadata, UInt8(ascii: "{")), (.columnDefinitions, UInt8(ascii: "[")):
      place = .composite
      value.reset()
    case (.array, UInt8(ascii: "[")): place = .firstItem
    case (.metadata, UInt8(ascii: "n")), (.columnDefinitions, UInt8(ascii: "n")),
      (.array, UInt8(ascii: "n")):
      place = .null
    default: throw JSONError(offset: offset, reason: "member of another type")
    }
  }

  /// Where the present key, string or word ends, nil when it goes on.
  mutating func tokenEnd(_ rest: UnsafeBufferPointer<UInt8>) -> Int? {
    if place == .null {
      let missing = 4 - held.count
      return rest.count < missing ? nil : missing
    }
    for index in rest.indices {
      let isOpening = held.isEmpty && index == 0
      if escaped {
        escaped = false
      } else if unsafe rest[index] == UInt8(ascii: "\\") {
        escaped = true
      } else if unsafe rest[index] == UInt8(ascii: "\""), !isOpening {
        return index + 1
      }
    }
    return nil
  }

  /// Takes the bytes of a token of the envelope, and lets it out when it is whole.
  mutating func take(
    _ rest: UnsafeBufferPointer<UInt8>, upTo end: Int?, at offset: Int, into out: inout [UInt8]
  ) throws(JSONError) -> Int {
    let start = offset - held.count
    let taken = end ?? rest.count
    guard held.count + taken <= maximumBytes else {
      throw JSONError(offset: offset, reason: "member is too long")
    }
    unsafe held.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<taken]))
    guard end != nil else { return taken }
    do { try release(into: &out) } catch { throw error.moved(by: start) }
    held.removeAll(keepingCapacity: true)
    return taken
  }

  /// Holds the whole token in `held` to the grammar and lets it out.
  private mutating func release(into out: inout [UInt8]) throws(JSONError) {
    switch place {
    case .key:
      let key = try takeEnvelopeKey()
      guard !has(key) else { throw JSONError(offset: 0, reason: "two members of one name") }
      seen |= 1 << key.rawValue
      member = key
      place = .colon
      if pages == nil { out += held }
      if key == .array { pages?.name(array: held) }
    case .composite where member == .metadata && pages == nil:
      try releaseMetadata(into: &out)
      place = .afterValue
    default:
      var reader = try JSONReader(
        held.span, limits: JSONLimits(depth: Self.maximumDepth - 1, bytes: .max))
      try reader.skipValue()
      try reader.end()
      place = .afterValue
      if pages == nil { out += held }
      try pages?.take(member, held, maximumDepth: Self.maximumDepth - 1)
    }
  }

  /// Lets the list's metadata out; it must not name the next item, whosever that is.
  private func releaseMetadata(into out: inout [UInt8]) throws(JSONError) {
    let metadata = try ListMetadata(held.span, maximumDepth: Self.maximumDepth - 1)
    guard metadata.continueToken.isEmpty else {
      throw JSONError(offset: 0, reason: "the list has more pages")
    }
    metadata.write(held.span, into: &out)
  }

  /// Takes the key in `held`; shapes that do not have it are ruled out.
  private mutating func takeEnvelopeKey() throws(JSONError) -> EnvelopeKey {
    let (found, left) = candidates()
    guard let found else { throw JSONError(offset: 0, reason: "member that no list has") }
    shapes = left
    if found == .array {
      item = ItemScanner(
        shallow: left[0].path.count + 1, maximumDepth: Self.maximumDepth - 2,
        maximumLength: maximumBytes)
    }
    return found
  }

  /// The shapes that have the key in `held`, and which it is.
  private func candidates() -> (EnvelopeKey?, [ListShape]) {
    let bytes = held.span.extracting(1..<(held.count - 1))
    var found: EnvelopeKey?
    var left: [ListShape] = []
    for shape in shapes {
      guard let key = shape.envelopeKey(bytes) else { continue }
      found = key
      left.append(shape)
    }
    return (found, left)
  }
}

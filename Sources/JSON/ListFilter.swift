/// A streaming splice of a list: the bytes of kept items go through as they came.
///
/// Every other item is dropped with its comma, and the envelope is kept. Memory is one item and
/// what the caller feeds at once. Nothing of the list is decoded and written again.
///
/// It fails closed: an item or a member of the envelope goes out only after it was held to the
/// grammar as a whole, and after an error no further byte does. The envelope may have the members
/// of a list and no others, so an answer of another kind ends in an error before its content.
package struct ListFilter: ~Copyable {
  /// How many items went through.
  package private(set) var keptItems = 0

  /// How many items were dropped.
  package private(set) var hiddenItems = 0

  /// The shapes the answer can still be of: one, once its array was met.
  private var shapes: [ListShape]
  private let readsLabels: Bool
  private let maximumBytes: Int

  private var place = Place.start
  private var failure: JSONError?

  /// How many bytes were fed before the present chunk.
  private var fed = 0

  /// The members of the envelope that were met, as bits.
  private var seen: UInt8 = 0

  /// The member whose value is next.
  private var member = EnvelopeKey.kind

  /// The beginning of a token whose end is in a later chunk.
  private var held: [UInt8] = []

  /// The white space before an item, which goes through only with the item.
  private var gap: [UInt8] = []

  /// Whether the next byte of a string is escaped.
  private var escaped = false

  private var value: ItemScanner
  private var item: ItemScanner

  /// Where in the grammar the next byte stands.
  private enum Place {
    case start, firstKey, nextKey, key, colon, beforeValue, string, null, composite, afterValue
    case firstItem, nextItem, item, afterItem, end
  }

  /// A filter of one answer.
  ///
  /// The answer itself says by its members which of `shapes` it has. `maximumItemBytes` bounds each
  /// item and each member of the envelope; labels are read only when `readsLabels` says so.
  package init(
    shapes: [ListShape] = [.list, .table], readsLabels: Bool, maximumItemBytes: Int
  ) {
    self.shapes = shapes
    self.readsLabels = readsLabels
    maximumBytes = maximumItemBytes
    // The answer is one level around its members, and two around its items.
    value = ItemScanner(
      shallow: 0, maximumDepth: Self.maximumDepth - 1, maximumLength: maximumItemBytes)
    item = ItemScanner(
      shallow: 1, maximumDepth: Self.maximumDepth - 2, maximumLength: maximumItemBytes)
  }

  private static let maximumDepth = 100

  /// Takes the next bytes of the answer and appends what may go out.
  ///
  /// `keep` is asked once about each item, in order. After an error every further call throws it
  /// again. Offsets of errors count from the start of the answer.
  package mutating func push(
    _ chunk: RawSpan, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    try unsafe chunk.withUnsafeBytes { (bytes) throws(JSONError) in
      try unsafe push(bytes, into: &out, keep: keep)
    }
  }

  /// The same over a buffer.
  package mutating func push(
    _ chunk: UnsafeRawBufferPointer, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    if let failure { throw failure }
    do {
      try unsafe advance(
        chunk.bindMemory(to: UInt8.self), into: &out, keep: keep)
    } catch {
      failure = error
      held = []
      gap = []
      throw error
    }
    fed += chunk.count
  }

  /// Ends the answer; throws unless exactly one whole list was seen.
  package mutating func finish() throws(JSONError) {
    if let failure { throw failure }
    guard place == .end else {
      let error = JSONError(offset: fed, reason: "text ends early")
      failure = error
      throw error
    }
  }

  private mutating func advance(
    _ chunk: UnsafeBufferPointer<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    var next = 0
    while next < chunk.count {
      let rest = unsafe UnsafeBufferPointer(rebasing: chunk[next...])
      let taken: Int
      switch place {
      case .item: taken = try unsafe takeItem(rest, at: fed + next, into: &out, keep: keep)
      case .composite:
        let start = fed + next - held.count
        let end: Int?
        do { end = try unsafe value.follow(rest) } catch { throw error.moved(by: start) }
        taken = try unsafe take(rest, upTo: end, at: fed + next, into: &out)
      case .key, .string, .null:
        taken = try unsafe take(rest, upTo: tokenEnd(rest), at: fed + next, into: &out)
      default:
        taken = try takePunctuation(unsafe rest[0], at: fed + next, into: &out)
      }
      next += taken
    }
  }

  /// Takes one byte between tokens; none when it begins a token.
  private mutating func takePunctuation(
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
      if keptItems > 0 { out += gap }
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
    out.append(byte)
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
  private mutating func tokenEnd(_ rest: UnsafeBufferPointer<UInt8>) -> Int? {
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
  private mutating func take(
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
      out += held
    case .composite where member == .metadata:
      try ListMetadata.copy(held.span, maximumDepth: Self.maximumDepth - 1, into: &out)
      place = .afterValue
    default:
      var reader = try JSONReader(
        held.span, limits: JSONLimits(depth: Self.maximumDepth - 1, bytes: .max))
      try reader.skipValue()
      try reader.end()
      place = .afterValue
      out += held
    }
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

  /// What leads from an item to its ObjectMeta, once the array was met.
  private var path: [ListKey] { shapes[0].path }

  /// Takes the bytes of an item, and lets it out when it is whole and kept.
  private mutating func takeItem(
    _ rest: UnsafeBufferPointer<UInt8>, at offset: Int, into out: inout [UInt8],
    keep: (ListItem) -> Bool
  ) throws(JSONError) -> Int {
    let start = offset - item.length
    do {
      guard let end = try unsafe item.follow(rest) else {
        unsafe held.append(contentsOf: rest)
        return rest.count
      }
      let tail = unsafe UnsafeBufferPointer(rebasing: rest[..<end])
      if held.isEmpty {
        try judge(unsafe Span(_unsafeElements: tail), into: &out, keep: keep)
      } else {
        var whole: [UInt8] = []
        swap(&whole, &held)
        unsafe whole.append(contentsOf: tail)
        try judge(whole.span, into: &out, keep: keep)
        whole.removeAll(keepingCapacity: true)
        swap(&whole, &held)
      }
      gap.removeAll(keepingCapacity: true)
      place = .afterItem
      return end
    } catch { throw error.moved(by: start) }
  }

  private mutating func judge(
    _ bytes: Span<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    let head = try ListItem(
      bytes, marks: item.marks, path: path, readsLabels: readsLabels)
    guard keep(head) else {
      hiddenItems += 1
      return
    }
    // The head was read without looking at the rest. Before it goes out, all of it is read, and
    // both readings must agree.
    let whole = try ListItem(
      validating: bytes, path: path, readsLabels: readsLabels,
      depth: Self.maximumDepth - 2)
    guard whole == head else { throw JSONError(offset: 0, reason: "item reads in two ways") }
    if keptItems > 0 { out.append(UInt8(ascii: ",")) }
    keptItems += 1
    out += gap
    bytes.append(to: &out)
  }
}

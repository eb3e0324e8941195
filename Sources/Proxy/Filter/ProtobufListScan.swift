internal import JSON
internal import KubernetesAPI

/// Reads a list in protobuf, of whatever kind, and holds the bytes of its kept items.
///
/// All lists are alike (`meta/v1/generated.proto`): an envelope whose `raw` has the ListMeta in
/// field 1 and the items in field 2. The API server writes fields in the order of their numbers and
/// nothing else, and nothing else is taken. As every length around the items changes with them,
/// nothing can go out before the end.
struct ProtobufListScan: ProtobufPieces {
  /// Where the next part stands.
  private enum Place {
    case mark, type, list, inList, tail
  }

  private(set) var keptItems = 0
  private(set) var hiddenItems = 0
  var held: [UInt8] = []

  /// The beginning of the answer and, after a gap for the ListMeta, the kept items.
  private var answer: [UInt8] = []
  /// Where the gap is.
  private var gap = 0
  /// What follows the list.
  private var tail: [UInt8] = []
  /// The field of the list's kind.
  private var type: [UInt8] = []
  /// The ListMeta of the first page.
  private var metadata: ProtobufListMetadata?

  // The present page.
  private var place = Place.mark
  private var pageMetadata: ProtobufListMetadata?
  /// How many bytes of the list are still to come.
  private var left = 0
  /// The last field behind the list.
  private var last: UInt8 = 0

  private let readsLabels: Bool
  private let maximumHeld: Int
  private let lease: BufferLease?

  /// A reader that holds at most so many bytes of items, and no more than it is leased.
  init(readsLabels: Bool, maximumHeld: Int, lease: BufferLease?) {
    self.readsLabels = readsLabels
    self.maximumHeld = maximumHeld
    self.lease = lease
  }

  /// An apiVersion and a kind are short.
  private static let maximumType = 4096

  func measure(_ bytes: Span<UInt8>) throws(FilterError) -> Int? {
    guard place != .mark else { return ProtobufEnvelope.mark.count }
    guard let (start, length) = try Self.field(bytes) else { return nil }
    let maximum: Int
    switch (place, bytes[0]) {
    case (.type, 0x0A): maximum = Self.maximumType
    case (.list, 0x12): return start
    case (.inList, 0x0A) where pageMetadata == nil, (.inList, 0x12) where pageMetadata != nil:
      guard start + length <= left else { throw FilterError(.truncated) }
      maximum = FilteredAnswer.maximumItem
    case (.tail, 0x1A) where last == 0, (.tail, 0x22) where last < 0x22: maximum = 0
    default: throw FilterError(description: "field that no list has there")
    }
    guard length <= maximum else { throw FilterError(description: "field is too long") }
    return start + length
  }

  mutating func take(
    _ part: Span<UInt8>, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) {
    guard place != .mark else {
      guard ProtobufEnvelope.isOne(part) else { throw FilterError(description: "no envelope") }
      place = .type
      return
    }
    guard let (start, length) = try Self.field(part) else { throw FilterError(.truncated) }
    switch place {
    case .mark: break
    case .type:
      try takeType(part, from: start)
      place = .list
    case .list:
      left = length
      place = left == 0 ? .tail : .inList
    case .inList:
      left -= part.count
      if left == 0 { place = .tail }
      let message = part.extracting(start..<part.count)
      if part[0] == 0x0A {
        pageMetadata = try ProtobufListMetadata(message)
      } else {
        try takeItem(message, of: part, keep: keep)
      }
    case .tail:
      last = part[0]
      if metadata == nil { part.append(to: &tail) }
    }
  }

  private mutating func takeType(_ part: Span<UInt8>, from start: Int) throws(FilterError) {
    let head: ProtobufHead
    do throws(ProtobufError) {
      head = try ProtobufHead(typeMeta: part.extracting(start..<part.count))
    } catch { throw FilterError(error) }
    guard head.kind.utf8.count > 4, head.kind.hasSuffix("List") else {
      throw FilterError(description: "not a list")
    }
    var type: [UInt8] = []
    part.append(to: &type)
    guard !answer.isEmpty else {
      self.type = type
      answer = ProtobufEnvelope.mark + type
      answer.append(0x12)
      gap = answer.count
      return
    }
    guard type == self.type else { throw FilterError(description: "page of another list") }
  }

  private mutating func takeItem(
    _ message: Span<UInt8>, of part: Span<UInt8>, keep: (ListItem) -> Bool
  ) throws(FilterError) {
    let item: ListItem
    do throws(ProtobufError) {
      item = try ListItem(protobufObject: message, readsLabels: readsLabels)
    } catch { throw FilterError(error) }
    guard keep(item) else {
      hiddenItems += 1
      return
    }
    guard answer.count - gap + part.count <= maximumHeld else {
      throw FilterError(description: "more is kept of the list than is held", isTooLarge: true)
    }
    guard lease?.hold(part.count) != false else {
      throw FilterError(description: "no memory is left for the list", isCrowded: true)
    }
    part.append(to: &answer)
    keptItems += 1
  }

  /// Ends the present page, and answers its ListMeta; what is fed next is another page.
  mutating func endPage() throws(FilterError) -> ProtobufListMetadata {
    guard place == .tail, held.isEmpty else {
      throw FilterError(description: "list ends early")
    }
    guard let page = pageMetadata else { throw FilterError(description: "list without metadata") }
    if metadata == nil { metadata = page }
    place = .mark
    pageMetadata = nil
    last = 0
    return page
  }

  /// Appends the answer, one list with the ListMeta of the first page; nothing is held any more.
  mutating func release(
    continueToken: String, into output: inout [UInt8]
  ) throws(FilterError) {
    guard let metadata, place == .mark, held.isEmpty else {
      throw FilterError(description: "list ends early")
    }
    let field = metadata.field(continueToken: continueToken)
    var length = ProtobufWriter()
    length.varint(UInt64(field.count + answer.count - gap))
    answer.insert(contentsOf: length.bytes + field, at: gap)
    answer += tail
    if output.isEmpty { swap(&output, &answer) } else { output += answer }
    drop()
  }

  /// Forgets what is held.
  mutating func drop() {
    answer = []
    held = []
  }

  /// Where the content of a field starts and how long it is; nil when its head is not whole.
  ///
  /// The fields here have numbers below 16, so that a key is one byte.
  private static func field(
    _ bytes: Span<UInt8>
  ) throws(FilterError) -> (start: Int, length: Int)? {
    var length = 0
    for place in 1..<6 {
      guard place < bytes.count else { return nil }
      let byte = bytes[place]
      length |= Int(byte & 0x7F) << (7 * (place - 1))
      guard byte < 0x80 else { continue }
      guard byte > 0 || place == 1 else { throw FilterError(.overlong) }
      return (place + 1, length)
    }
    throw FilterError(.overflow)
  }
}

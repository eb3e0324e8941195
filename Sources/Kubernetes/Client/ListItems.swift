internal import JSON

/// Takes a list apart while it arrives: each item's bytes by themselves, the rest as one small
/// value.
///
/// The memory is that of one item and of the envelope, however long the list. Order of the
/// top-level keys is not assumed.
struct ListItems {
  private enum Place {
    case envelope
    case items
  }

  /// The most bytes of one item, and of the envelope.
  let limit: Int

  private var place = Place.envelope
  private var envelope: [UInt8] = []
  private var item: [UInt8] = []
  private var depth = 0
  private var inString = false
  private var isEscaped = false
  private var expectsKey = false
  private var keyStart: Int?
  private var isItems = false
  private var needsComma = false
  private var needsItem = false

  /// A list of which nothing has arrived.
  init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Takes in some bytes, and hands over each item that they complete.
  mutating func push(
    _ chunk: [UInt8], item receive: ([UInt8]) throws(APIError) -> Void
  ) throws(APIError) {
    var index = 0
    while index < chunk.count {
      switch place {
      case .envelope:
        try pushEnvelope(chunk[index])
        index += 1
      case .items where depth == 2:
        try pushBetween(chunk[index])
        index += 1
      case .items:
        let start = index
        while index < chunk.count, depth > 2 {
          step(chunk[index])
          index += 1
        }
        item.append(contentsOf: chunk[start..<index])
        if item.count > limit { throw .unreadable("an item is longer than \(limit) bytes") }
        guard depth == 2 else { return }
        needsComma = true
        try receive(item)
        item.removeAll(keepingCapacity: item.count <= 1 << 16)
      }
    }
  }

  /// Returns the list without its items, once the body has ended.
  func finish() throws(APIError) -> JSONValue {
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(parsing: envelope) } catch {
      throw .unreadable("the list is not JSON")
    }
    switch value["items"] {
    case .null?: return value
    case .array(let items)? where items.isEmpty: return value
    default: throw .unreadable("the answer is not a list")
    }
  }

  private mutating func pushEnvelope(_ byte: UInt8) throws(APIError) {
    envelope.append(byte)
    if envelope.count > limit { throw .unreadable("a list without items is too long") }
    let wasString = inString
    let outer = depth
    step(byte)
    if wasString || inString {
      noteKey(entered: !wasString, left: wasString && !inString)
      return
    }
    switch byte {
    case UInt8(ascii: "{") where outer == 0: expectsKey = true
    case UInt8(ascii: ",") where outer == 1: expectsKey = true
    case UInt8(ascii: ":") where outer == 1: expectsKey = false
    case UInt8(ascii: "[") where outer == 1 && isItems:
      place = .items
      needsComma = false
      needsItem = false
    default: break
    }
  }

  private mutating func noteKey(entered: Bool, left: Bool) {
    guard depth == 1, expectsKey else { return }
    if entered { keyStart = envelope.count }
    if left, let start = keyStart {
      isItems = envelope[start..<(envelope.count - 1)].elementsEqual("items".utf8)
      keyStart = nil
    }
  }

  private mutating func pushBetween(_ byte: UInt8) throws(APIError) {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: return
    case UInt8(ascii: ",") where needsComma:
      needsComma = false
      needsItem = true
    case UInt8(ascii: "{") where !needsComma:
      needsItem = false
      item.append(byte)
      depth = 3
    case UInt8(ascii: "]") where !needsItem:
      envelope.append(byte)
      depth = 1
      place = .envelope
    default: throw .unreadable("the items of the list do not parse")
    }
  }

  /// Follows strings and nesting over one byte.
  private mutating func step(_ byte: UInt8) {
    if inString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        inString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): inString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }
}

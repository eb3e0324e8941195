import JSON

/// The items of a list by their bytes, found by brackets and quotation marks alone.
struct ItemSlices {
  /// Each item's name and bytes, in order.
  private(set) var items: [(name: String, bytes: [UInt8])] = []

  /// Reads a list or a Table in JSON.
  init(json bytes: [UInt8]) throws {
    var depth = 0
    var start = 0
    var isInText = false
    var isEscaped = false
    var isInArray = false
    for (index, byte) in bytes.enumerated() {
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 1 {
          let before = String(decoding: bytes[..<index].suffix(9), as: UTF8.self)
          isInArray = before.hasSuffix("\"items\":") || before.hasSuffix("\"rows\":")
        }
        if depth == 2, isInArray { start = index }
        depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 2, isInArray { try add(Array(bytes[start...index])) }
      default: break
      }
    }
  }

  private mutating func add(_ bytes: [UInt8]) throws {
    let value = try JSONValue(parsing: bytes)
    let name = (value["metadata", "name"] ?? value["object", "metadata", "name"])?.string
    items.append((name ?? "", bytes))
  }

  /// Reads a list in protobuf: behind the magic number and in field 2 of it the list, and in field 2
  /// of that the items, whose field 1 is the metadata and its field 1 the name.
  init(protobuf bytes: [UInt8]) {
    for raw in Self.fields(2, of: bytes.dropFirst(4)) {
      for item in Self.fields(2, of: raw) {
        let name = Self.fields(1, of: item).first.flatMap { Self.fields(1, of: $0).first } ?? []
        items.append((String(decoding: name, as: UTF8.self), Array(item)))
      }
    }
  }

  private static func fields(_ wanted: UInt64, of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var rest = bytes
    var found: [ArraySlice<UInt8>] = []
    func number() -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return value
    }
    while !rest.isEmpty {
      let key = number()
      guard key & 7 == 2 else {
        _ = number()
        continue
      }
      let length = Int(number())
      if key >> 3 == wanted { found.append(rest.prefix(length)) }
      rest = rest.dropFirst(length)
    }
    return found
  }
}

/// Protobuf bytes as text, without knowing their messages: what can be read as a message is one.
///
/// Lengths go, for they depend on what is normalised; numbers that look like a time go too.
enum ProtobufText {
  /// The text of an answer: one object after the magic, or the frames of a watch.
  static func text(of bytes: [UInt8]) -> String {
    let magic: [UInt8] = [0x6b, 0x38, 0x73, 0x00]
    if bytes.starts(with: magic) {
      return "k8s\n" + (fields(bytes[4...], depth: 0) ?? "broken\n")
    }
    var result = ""
    var rest = bytes[...]
    while rest.count >= 4 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count else { return result + "a frame longer than the rest\n" }
      result += "frame\n" + (fields(rest.prefix(length), depth: 1) ?? "broken\n")
      rest = rest.dropFirst(length)
    }
    return result + (rest.isEmpty ? "" : "\(rest.count) bytes\n")
  }

  /// The lines of a message, nil when the bytes are none.
  private static func fields(_ bytes: ArraySlice<UInt8>, depth: Int) -> String? {
    let indent = String(repeating: " ", count: depth)
    var rest = bytes
    var result = ""
    while !rest.isEmpty {
      guard let key = varint(&rest), key >> 3 > 0, key >> 3 < 20_000 else { return nil }
      let number = key >> 3
      switch key & 7 {
      case 0:
        guard let value = varint(&rest) else { return nil }
        let isTime = number == 1 && (1_500_000_000..<4_000_000_000).contains(value)
        result += "\(indent)\(number): \(isTime ? "<time>" : String(value))\n"
      case 1:
        guard rest.count >= 8 else { return nil }
        result += "\(indent)\(number): \(Array(rest.prefix(8)))\n"
        rest = rest.dropFirst(8)
      case 2:
        guard let length = varint(&rest), length <= UInt64(rest.count) else { return nil }
        let part = rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
        result += "\(indent)\(number)" + value(part, number, depth)
      default: return nil
      }
    }
    return result
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ number: UInt64, _ depth: Int) -> String {
    // A version, as `Normaliser` knows it from JSON.
    if !bytes.isEmpty, number == 2 || number == 6, bytes.allSatisfy(\.isDigit) {
      let version = String(decoding: bytes, as: UTF8.self)
      // 2 is a list's.
      return number == 2 ? " <newest>\n" : " resourceVersion: \(version)\n"
    }
    if bytes.starts(with: [0x6b, 0x38, 0x73, 0x00]) {
      return " k8s\n" + (fields(bytes.dropFirst(4), depth: depth + 1) ?? "broken\n")
    }
    let isPrintable = bytes.allSatisfy { (0x20..<0x7f).contains($0) }
    if !isPrintable, let message = fields(bytes, depth: depth + 1) { return "\n" + message }
    let text = String(decoding: bytes, as: UTF8.self)
    return " \"\(text.replacing("\n", with: "\\n"))\"\n"
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = bytes.popFirst(), shift < 64 {
      result |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    return nil
  }
}

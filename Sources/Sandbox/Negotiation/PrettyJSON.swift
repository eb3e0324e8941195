/// Indents compact JSON text by two spaces, as Go's `json.Indent` does.
enum PrettyJSON {
  static func indented(_ compact: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(compact.count * 2)
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (place, byte) in compact.enumerated() {
      if isInString {
        text.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        text.append(byte)
        let close = byte + 2
        if place + 1 < compact.count, compact[place + 1] == close { continue }
        depth += 1
        newLine(depth, &text)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if place > 0, compact[place - 1] != byte - 2 {
          depth -= 1
          newLine(depth, &text)
        }
        text.append(byte)
      case UInt8(ascii: ","):
        text.append(byte)
        newLine(depth, &text)
      case UInt8(ascii: ":"): text += ": ".utf8
      case UInt8(ascii: "\""):
        isInString = true
        text.append(byte)
      default: text.append(byte)
      }
    }
    return text
  }

  private static func newLine(_ depth: Int, _ text: inout [UInt8]) {
    text.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { text += "  ".utf8 }
  }
}

/// Finds the mistake in a text that is no JSON, in the words of Go's `encoding/json`.
struct GoSyntax {
  /// What Go says of a text; nil when it finds nothing wrong.
  static func problem(_ bytes: [UInt8]) -> String? {
    var scanner = GoSyntax(bytes: bytes)
    do throws(Problem) {
      try scanner.value()
      scanner.skipSpace()
      if let byte = scanner.peek { throw Problem(byte, "after top-level value") }
      return nil
    } catch {
      return error.message
    }
  }

  /// Go's scanner gives up at this many levels.
  private static let maximumDepth = 10_000

  private struct Problem: Error {
    let message: String

    init(_ byte: UInt8, _ context: String) {
      let scalar = Unicode.Scalar(byte)
      let spelled =
        switch scalar {
        case "'": "\\'"
        case "\"": "\""
        default: scalar.escapedByGo
        }
      message = "invalid character '\(spelled)' \(context)"
    }

    private init(_ message: String) { self.message = message }

    static let end = Problem("unexpected end of JSON input")
  }

  private let bytes: [UInt8]
  private var offset = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func next() throws(Problem) -> UInt8 {
    guard let byte = peek else { throw .end }
    offset += 1
    return byte
  }

  /// A value and everything in it; without recursion, for the depth of the text is not ours.
  private mutating func value() throws(Problem) {
    var open: [UInt8] = []
    repeat {
      skipSpace()
      let byte = try next()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(byte)
        guard open.count <= Self.maximumDepth else { throw Problem(byte, "exceeded max depth") }
        skipSpace()
        guard peek == byte + 2 else {
          if byte == UInt8(ascii: "{") { try key() }
          continue
        }
        offset += 1
        open.removeLast()
      case UInt8(ascii: "\""): try string()
      case UInt8(ascii: "t"): try literal("true")
      case UInt8(ascii: "f"): try literal("false")
      case UInt8(ascii: "n"): try literal("null")
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(byte)
      default: throw Problem(byte, "looking for beginning of value")
      }
      try close(&open)
    } while !open.isEmpty
  }

  /// What may follow a value: the ends of what it is in, or a comma.
  private mutating func close(_ open: inout [UInt8]) throws(Problem) {
    while let opening = open.last {
      skipSpace()
      let byte = try next()
      if byte == opening + 2 {
        open.removeLast()
        continue
      }
      let isObject = opening == UInt8(ascii: "{")
      guard byte == UInt8(ascii: ",") else {
        throw Problem(byte, isObject ? "after object key:value pair" : "after array element")
      }
      if isObject { try key() }
      return
    }
  }

  private mutating func key() throws(Problem) {
    skipSpace()
    let byte = try next()
    guard byte == UInt8(ascii: "\"") else {
      throw Problem(byte, "looking for beginning of object key string")
    }
    try string()
    skipSpace()
    let colon = try next()
    guard colon == UInt8(ascii: ":") else { throw Problem(colon, "after object key") }
  }

  private mutating func string() throws(Problem) {
    while true {
      let byte = try next()
      switch byte {
      case UInt8(ascii: "\""): return
      case 0..<0x20: throw Problem(byte, "in string literal")
      case UInt8(ascii: "\\"):
        let letter = try next()
        guard letter == UInt8(ascii: "u") else {
          guard "bfnrt\\/\"".utf8.contains(letter) else {
            throw Problem(letter, "in string escape code")
          }
          continue
        }
        for _ in 0..<4 {
          let digit = try next()
          guard Unicode.Scalar(digit).properties.isASCIIHexDigit else {
            throw Problem(digit, "in \\u hexadecimal character escape")
          }
        }
      default: continue
      }
    }
  }

  private mutating func literal(_ word: String) throws(Problem) {
    for letter in word.utf8.dropFirst() {
      let byte = try next()
      guard byte == letter else {
        let wanted = Unicode.Scalar(letter)
        throw Problem(byte, "in literal \(word) (expecting '\(wanted)')")
      }
    }
  }

  private mutating func number(_ first: UInt8) throws(Problem) {
    var first = first
    if first == UInt8(ascii: "-") {
      first = try next()
      guard isDigit(first) else { throw Problem(first, "in numeric literal") }
    }
    if first != UInt8(ascii: "0") { skipDigits() }
    if peek == UInt8(ascii: ".") {
      offset += 1
      try digits("after decimal point in numeric literal")
    }
    if let letter = peek, letter | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
      try digits("in exponent of numeric literal")
    }
  }

  private mutating func digits(_ context: String) throws(Problem) {
    let byte = try next()
    guard isDigit(byte) else { throw Problem(byte, context) }
    skipDigits()
  }

  private mutating func skipDigits() { while let byte = peek, isDigit(byte) { offset += 1 } }

  private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}

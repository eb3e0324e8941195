/// The forms of what varies.
extension Normaliser {
  /// 8-4-4-4-12 hexadecimal digits.
  static func isUID(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count >= 36 else { return false }
    let start = text.startIndex
    for offset in 0..<36 {
      let byte = text[start + offset]
      let isDash = [8, 13, 18, 23].contains(offset)
      guard isDash ? byte == UInt8(ascii: "-") : byte.isHex else { return false }
    }
    return true
  }

  /// RFC 3339 in UTC; that there is a fraction, and of how many digits, is kept.
  static func timestamp(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    guard
      let plain = shape("dddd-dd-ddTdd:dd:dd", text, start)
        ?? shape(
          "dddd-dd-dd dd:dd:dd", text, start)
    else { return nil }
    var end = plain
    var result = Array("<time".utf8)
    if end < text.count, text[end] == UInt8(ascii: ".") {
      let digits = text[(end + 1)...].prefix(while: \.isDigit).count
      result += Array(".\(digits)".utf8)
      end += 1 + digits
    }
    if end < text.count, text[end] == UInt8(ascii: "Z") { end += 1 }
    return (end - start, result + [UInt8(ascii: ">")])
  }

  /// `Thu, 26 Nov 2026 20:58:43 +0000`.
  static func longDate(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    shape("aaa, dd aaa dddd dd:dd:dd +0000", text, start).map {
      ($0 - start, Array("<time>".utf8))
    }
  }

  /// A duration such as `2m31s` that is a whole word or string; the padding behind it goes too.
  static func age(_ text: [UInt8], _ start: Int, _ before: UInt8) -> (Int, [UInt8])? {
    let isQuoted = before == UInt8(ascii: "\"")
    guard isQuoted || before == UInt8(ascii: " ") || before == UInt8(ascii: "(") else { return nil }
    var end = start
    while true {
      let digits = text[end...].prefix(while: \.isDigit).count
      guard digits > 0, end + digits < text.count,
        "smhd".utf8.contains(text[end + digits])
      else { break }
      end += digits + 1
    }
    guard end > start else { return nil }
    let after = end < text.count ? text[end] : UInt8(ascii: "\n")
    guard isQuoted ? after == before : " \n)".utf8.contains(after) else { return nil }
    let padding = text[end...].prefix { $0 == UInt8(ascii: " ") }.count
    return (end - start + padding, Array("<age>".utf8) + (padding > 0 ? [UInt8(ascii: " ")] : []))
  }

  /// Where the server listens, and what it gave a service.
  static func address(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    for (prefix, name) in [("127.0.0.1:", "<server>"), ("10.96.", "<cluster address>")] {
      guard text[start...].starts(with: prefix.utf8) else { continue }
      let rest = text[(start + prefix.utf8.count)...].prefix { $0.isDigit || $0 == 0x2e }.count
      guard rest > 0 else { continue }
      let length = prefix.utf8.count + rest
      // Its length tells on the width of a column.
      let padding = text[(start + length)...].prefix { $0 == UInt8(ascii: " ") }.count
      return (length + padding, Array(name.utf8) + (padding > 0 ? [UInt8(ascii: " ")] : []))
    }
    return nil
  }

  /// A JWT or a continue token, both base 64 of a JSON object; and the hashes of OpenAPI documents and certificates.
  static func token(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    if text[start...].starts(with: "eyJ".utf8) {
      let length = text[start...].prefix { $0.isWord || "-_.=".utf8.contains($0) }.count
      return length > 20 ? (length, Array("<token>".utf8)) : nil
    }
    for name in ["hash=", "X509SHA256="] where text[start...].starts(with: name.utf8) {
      let length = text[(start + name.utf8.count)...].prefix(while: \.isWord).count
      return (name.utf8.count + length, Array("\(name)<hash>".utf8))
    }
    return nil
  }

  /// What a column of a Table is said to be: the text is Kubernetes' own prose, and not copied.
  static func columnProse(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let opening = Array("\"description\":\"".utf8)
    guard text[start] == opening[0], text[start...].starts(with: opening) else { return nil }
    var end = start + opening.count
    while end < text.count, text[end] != UInt8(ascii: "\"") {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < text.count, text[(end + 1)...].starts(with: ",\"priority\":".utf8) else {
      return nil
    }
    return (end + 1 - start, Array("\"description\":\"<prose>\"".utf8))
  }

  /// The rest of an OpenAPI document: most of it is Kubernetes' own prose, and not copied.
  static func document(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let opening = Array("{\"openapi\":\"3.0.0\",".utf8)
    guard text[start] == opening[0], text[start...].starts(with: opening) else { return nil }
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    return (end - start, opening + Array("<document>}".utf8))
  }

  /// The mark of a document's state, which is another where other kinds are served.
  static func entityTag(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let opening = Array("Etag: \"".utf8)
    guard text[start] == opening[0], text[start...].starts(with: opening) else { return nil }
    let length = text[(start + opening.count)...].prefix(while: \.isWord).count
    return (opening.count + length, Array("Etag: \"<hash>".utf8))
  }

  static func certificate(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    let (begin, end) = (Array("-----BEGIN".utf8), Array("-----END CERTIFICATE-----".utf8))
    guard text[start] == begin[0], text[start...].starts(with: begin) else { return nil }
    var position = start
    while position < text.count {
      if text[position...].starts(with: end) {
        return (position + end.count - start, Array("<certificate>".utf8))
      }
      position += 1
    }
    return nil
  }

  /// Where the text ends that has this shape: `d` is a digit, `a` a letter, all else itself.
  static func shape(_ shape: String, _ text: [UInt8], _ start: Int) -> Int? {
    var position = start
    for wanted in shape.utf8 {
      guard position < text.count else { return nil }
      let byte = text[position]
      let fits =
        switch wanted {
        case UInt8(ascii: "d"): byte.isDigit
        case UInt8(ascii: "a"): byte.isLetter
        default: byte == wanted
        }
      guard fits else { return nil }
      position += 1
    }
    return position
  }
}

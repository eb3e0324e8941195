/// What may be a label's key and value (`apimachinery/pkg/api/validate/content`).
package enum LabelSyntax {
  /// Whether the text is a qualified name: an optional DNS subdomain and a slash, then a name of
  /// 1–63 letters, digits, `-`, `_` and `.` that begins and ends with a letter or digit.
  package static func isKey(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return isName(bytes[...]) }
    return isSubdomain(bytes[..<slash]) && isName(bytes[bytes.index(after: slash)...])
  }

  /// Whether the text is empty or a name of at most 63 bytes.
  package static func isValue(_ text: String) -> Bool {
    text.isEmpty || isName(text.utf8[...])
  }

  private static func isName(_ bytes: Substring.UTF8View) -> Bool {
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    guard isAlphanumeric(first), isAlphanumeric(last) else { return false }
    return bytes.allSatisfy { byte in
      isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".")
    }
  }

  /// Whether it is an RFC 1123 subdomain: lower-case labels of letters, digits and `-`, at most 253
  /// bytes in all.
  package static func isSubdomain(_ bytes: Substring.UTF8View) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 253 else { return false }
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      guard let first = label.first, let last = label.last else { return false }
      guard isLowerAlphanumeric(first), isLowerAlphanumeric(last) else { return false }
      return label.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

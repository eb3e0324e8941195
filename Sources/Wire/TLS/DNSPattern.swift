/// A DNS name, or all names that differ from it in their first label (RFC 6125 §6.4.3).
package struct DNSPattern: Hashable, Sendable {
  /// In lower case, without a dot at the end; what follows the `*` when it is a wildcard.
  let text: String
  let isWildcard: Bool

  /// Nil for what is neither a name nor `*.` and a name of two labels or more.
  package init?(_ spelling: String) {
    let isWildcard = spelling.hasPrefix("*.")
    guard let name = Self.normal(isWildcard ? spelling.dropFirst(2) : Substring(spelling)) else {
      return nil
    }
    // A wildcard for a whole top-level domain is nobody's.
    guard !isWildcard || name.contains(".") else { return nil }
    text = isWildcard ? "." + name : name
    self.isWildcard = isWildcard
  }

  /// The name as it is compared; nil for what is no name of a host.
  static func normal(_ name: Substring) -> String? {
    let name = name.hasSuffix(".") ? name.dropLast() : name
    guard !name.isEmpty, name.utf8.count <= 253 else { return nil }
    for label in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...63).contains(label.count), label.allSatisfy(isLegal) else { return nil }
    }
    return name.lowercased()
  }

  private static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

internal import KubernetesAPI
internal import Wire

/// Names and label values made of other names, the same each time.
///
/// What is legal stays as it is; what is not, or is too long, gets the hash of the whole, so that two
/// different ones never meet.
package enum StableName {
  /// Ten hexadecimal digits of several texts, which are kept apart.
  package static func hash(_ parts: [String]) -> String {
    let bytes = parts.flatMap { part in Array("\(part.utf8.count):\(part)".utf8) }
    return String("\(Digest(of: bytes))".prefix(digits))
  }

  /// A DNS label (RFC 1123): the text, if it is one, or what of it is legal and a hash.
  package static func dnsLabel(_ text: String) -> String {
    isDNSLabel(text) && !looksHashed(text) ? text : hashed(text)
  }

  /// A label value: the text, if it is one, or what of it is legal and a hash.
  package static func labelValue(_ text: String) -> String {
    LabelSyntax.isValue(text) && !looksHashed(text) ? text : hashed(text)
  }

  /// The legal letters of a text, and a hash: a DNS label.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - parts: What is told apart by the hash, where that is more than the text.
  package static func hashed(_ text: String, of parts: [String]? = nil) -> String {
    var kept: [UInt8] = []
    for byte in text.utf8 where kept.count < 63 - 1 - digits {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): kept.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        kept.append(byte)
      default: if let last = kept.last, last != UInt8(ascii: "-") { kept.append(UInt8(ascii: "-")) }
      }
    }
    while kept.last == UInt8(ascii: "-") { kept.removeLast() }
    let hash = hash(parts ?? [text])
    return kept.isEmpty ? "x-\(hash)" : "\(String(decoding: kept, as: UTF8.self))-\(hash)"
  }

  /// Whether a text is a DNS label (RFC 1123).
  package static func isDNSLabel(_ text: String) -> Bool {
    text.utf8.count <= 63 && !text.utf8.contains(UInt8(ascii: "."))
      && LabelSyntax.isSubdomain(text.utf8[...])
  }

  private static let digits = 10

  /// Whether a text ends as a hashed one does; it is hashed itself, or it could be made to meet one.
  private static func looksHashed(_ text: String) -> Bool {
    let tail = text.utf8.suffix(digits + 1)
    return tail.count == digits + 1 && tail.first == UInt8(ascii: "-")
      && tail.dropFirst().allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}

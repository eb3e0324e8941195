/// Text that is equal by its code points alone.
///
/// Swift's `String` compares by canonical equivalence, so a composed and a decomposed letter are one;
/// in JSON (RFC 8259 section 8.3) and in everything Kubernetes compares they are two.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(text.utf8.count)
  }
}

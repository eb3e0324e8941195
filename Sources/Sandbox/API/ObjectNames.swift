import Wire

/// Makes names and identities for new objects.
enum ObjectNames {
  /// Letters that spell no words (apimachinery/pkg/util/rand).
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  /// A name that begins with `base`, cut so that five more characters fit
  /// (apiserver/pkg/storage/names).
  static func generated(from base: String) -> String {
    String(base.prefix(58)) + String((0..<5).map { _ in alphabet.randomElement() ?? "x" })
  }

  /// A random UUID (RFC 9562 §5.4).
  static func uid() -> String {
    var bytes = RandomBytes.make(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return text
  }
}

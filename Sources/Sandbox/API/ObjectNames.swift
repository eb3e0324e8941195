import Wire

/// Makes names and identities for new objects.
enum ObjectNames {
  /// Letters that spell no words (apimachinery/pkg/util/rand).
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  /// A name that begins with `base`, cut so that five more characters fit
  /// (apiserver/pkg/storage/names).
  static func generated(from base: String) -> String {
    base.prefix(58) + suffix()
  }

  /// Five characters, as the endings of generated names are.
  static func suffix() -> String {
    String((0..<5).map { _ in alphabet.randomElement() ?? "x" })
  }

  /// A random UUID (RFC 9562 §5.4).
  static func uid() -> String {
    var bytes = RandomBytes.make(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let parts = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
    return parts.map { Hex.encode($0) }.joined(separator: "-")
  }
}

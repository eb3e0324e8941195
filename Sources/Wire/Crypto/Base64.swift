/// Base 64 (RFC 4648), strict: one text for each byte string, everything else is refused.
package enum Base64 {
  package enum Alphabet: Sendable {
    /// `+` and `/`, padded with `=` (§4): kubeconfigs, Secrets.
    case standard
    /// `-` and `_`, not padded (§5, RFC 7515 §2): tokens, WebSocket subprotocols.
    case url

    fileprivate var digits: [UInt8] {
      let last =
        switch self {
        case .standard: "+/"
        case .url: "-_"
        }
      return Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
    }
  }

  package static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
    let digits = alphabet.digits
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count {
        text.append(digits[bits >> (18 - 6 * place) & 63])
      }
      guard alphabet == .standard else { continue }
      for _ in group.count..<3 { text.append(UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes, or nil for other characters, wrong padding, or bits left over that are not zero.
  ///
  /// - Parameters:
  ///   - text: the digits.
  ///   - alphabet: which 64 digits.
  ///   - skippingNewlines: drops CR and LF first, as Go's decoder of kubeconfigs does.
  package static func decode(
    _ text: String, _ alphabet: Alphabet = .standard, skippingNewlines: Bool = false
  ) -> [UInt8]? {
    var digits = Array(text.utf8)
    if skippingNewlines { digits.removeAll { $0 == 10 || $0 == 13 } }
    return decode(digits[...], alphabet)
  }

  /// The bytes of digits that are a part of something, by the same rules.
  package static func decode(
    _ digits: ArraySlice<UInt8>, _ alphabet: Alphabet = .standard
  ) -> [UInt8]? {
    var digits = digits
    if alphabet == .standard {
      guard digits.count.isMultiple(of: 4) else { return nil }
      for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, digit) in alphabet.digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return bytes(of: digits, values)
  }

  private static func bytes(of digits: ArraySlice<UInt8>, _ values: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var bits = 0
    var held = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value != 0xFF else { return nil }
      bits = (bits << 6 | Int(value)) & 0xFFFF
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> held))
    }
    guard bits & (1 << held - 1) == 0 else { return nil }
    return bytes
  }
}

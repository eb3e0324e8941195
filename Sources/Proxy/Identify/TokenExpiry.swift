internal import JSON
internal import Wire

/// The `exp` claim of a token that is a JWT (RFC 7519 §4.1.4), read without belief: it only ever
/// shortens how long a review is kept.
enum TokenExpiry {
  /// The Unix second, or `nil` for a token without a readable one.
  static func of(_ token: String) -> Int64? {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = decode(parts[1]) else { return nil }
    do throws(JSONError) {
      return try JSONValue(parsing: payload)["exp"]?.int.map(Int64.init)
    } catch {
      return nil
    }
  }

  /// Base64url without padding (RFC 4648 §5).
  private static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var value: UInt32 = 0
    for character in text {
      let digit: UInt8
      switch character {
      case 0x41...0x5A: digit = character - 0x41
      case 0x61...0x7A: digit = character - 0x61 + 26
      case 0x30...0x39: digit = character - 0x30 + 52
      case UInt8(ascii: "-"): digit = 62
      case UInt8(ascii: "_"): digit = 63
      default: return nil
      }
      value = value << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
      }
    }
    return bytes
  }
}

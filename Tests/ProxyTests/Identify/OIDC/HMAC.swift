import Wire

/// HMAC (RFC 2104), as those sign who share a secret.
enum HMAC {
  static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var key = key.count > 64 ? Digest(of: key).bytes : key
    key += [UInt8](repeating: 0, count: 64 - key.count)
    let inner = Digest(of: key.map { $0 ^ 0x36 } + message).bytes
    return Digest(of: key.map { $0 ^ 0x5C } + inner).bytes
  }
}

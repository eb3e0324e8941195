/// Small grammars that requests and responses share.
extension Span<UInt8> {
  /// Reads the eight bytes of a version (RFC 9112 §2.3), which are case-sensitive.
  ///
  /// - Throws: 505 for every version but 1.0 and 1.1, 400 for what is no version.
  func version(at start: Int) throws(HTTPError) -> HTTPVersion {
    let name: StaticString = "HTTP/"
    for offset in 0..<5 where unsafe self[start &+ offset] != name.utf8Start[offset] {
      throw .bad("a malformed version")
    }
    let major = self[start &+ 5]
    let minor = self[start &+ 7]
    guard major.isDigit, self[start &+ 6] == 0x2E, minor.isDigit else {
      throw .bad("a malformed version")
    }
    switch (major, minor) {
    case (0x31, 0x31): return .http1_1
    case (0x31, 0x30): return .http1_0
    default: throw HTTPError(status: 505, reason: "an unknown version")
    }
  }

  /// Whether the whole span is `uri-host [ ":" port ]` with a host that is not empty.
  ///
  /// RFC 9110 §4.2 and §7.2, RFC 3986 §3.2.2. User information is never accepted.
  var isAuthority: Bool {
    guard !isEmpty else { return false }
    var index = 0
    if self[0] == 0x5B {
      index = firstIndex(of: 0x5D, from: 1)
      guard index > 2, index < count else { return false }
      for position in 1..<index where !self[position].isAddressLiteral { return false }
      index &+= 1
    } else {
      while index < count, self[index].isRegisteredName { index &+= 1 }
      guard index > 0 else { return false }
    }
    guard index < count else { return true }
    guard self[index] == .colon, count &- index <= 6 else { return false }
    for position in (index &+ 1)..<count where !self[position].isDigit { return false }
    return true
  }
}

extension UInt8 {
  /// A byte between the brackets of an IPv6 address (RFC 3986 §3.2.2), without zones.
  fileprivate var isAddressLiteral: Bool { hexValue != nil || self == .colon || self == 0x2E }
}

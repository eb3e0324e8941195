/// The one application protocol spoken here, as ALPN names it (RFC 7301 §6).
enum ApplicationProtocol {
  /// `http/1.1` in the list's wire format: a length and a name.
  static let list: [UInt8] = [8] + Array("http/1.1".utf8)

  /// Where in an offered list the name `http/1.1` begins; nil when it is not offered.
  static func position(in offered: [UInt8]) -> Int? {
    var index = 0
    while index < offered.count {
      let end = index + 1 + Int(offered[index])
      guard end <= offered.count else { return nil }
      if offered[index..<end].elementsEqual(list) { return index + 1 }
      index = end
    }
    return nil
  }
}

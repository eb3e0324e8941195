/// Where the program's bearer token comes from.
package enum TokenSource: Sendable, Equatable, CustomStringConvertible {
  /// The token itself.
  case inline(String)

  /// A file that holds the token and is replaced as tokens expire.
  case file(path: String)

  /// A program that brings it, or a certificate in its place.
  case plugin(CredentialPlugin)

  /// The kind of source; never the token.
  package var description: String {
    switch self {
    case .inline: "a token"
    case .file(let path): "the token in \(path)"
    case .plugin(let plugin): "\(plugin)"
    }
  }

  /// Reads a token file as client-go does: white space around it is no part of it.
  ///
  /// - Returns: The token, or nil when the bytes could not stand in an Authorization field (RFC
  ///   6750, section 2.1).
  package static func token(in bytes: [UInt8]) -> String? {
    let space: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    var rest = bytes.drop(while: space)
    while let last = rest.last, space(last) { rest.removeLast() }
    guard !rest.isEmpty, rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: rest, as: UTF8.self)
  }
}

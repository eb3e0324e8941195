package import Wire

/// A bearer token among the subprotocols of a WebSocket, where browsers put it, which can set no
/// Authorization (apiserver/pkg/authentication/request/websocket/protocol.go).
package enum WebSocketToken {
  /// What the subprotocols say.
  package enum Reading: Equatable {
    case absent
    case token(String)
    /// There is something like a token that proves nothing; why, for the log only.
    case malformed(String)
  }

  /// What begins a subprotocol that is a token.
  static let prefix = "base64url.bearer.authorization.k8s.io."

  /// Reads the subprotocols of a request.
  ///
  /// The token must be one that could stand in an Authorization, and beside it must be a subprotocol
  /// for the answer to name.
  package static func read(_ fields: Fields) -> Reading {
    guard fields.contains(.secWebSocketProtocol), fields.contains("websocket", in: .upgrade),
      fields.contains("upgrade", in: .connection)
    else { return .absent }
    let (tokens, others) = split(fields)
    guard let encoded = tokens.first else { return .absent }
    guard tokens.count == 1 else { return .malformed("two tokens among the subprotocols") }
    guard let bytes = Base64.decode(encoded, .url) else {
      return .malformed("a token among the subprotocols that is not base64url")
    }
    // The API server takes a subprotocol with nothing in it for none.
    guard !bytes.isEmpty else { return .absent }
    guard BearerToken.isToken68(bytes) else {
      return .malformed("a token among the subprotocols that is no bearer token")
    }
    guard !others.isEmpty else { return .malformed("no subprotocol beside the token") }
    return .token(String(decoding: bytes, as: UTF8.self))
  }

  /// Takes every token out of the subprotocols, so that none goes where another credential goes.
  package static func remove(from fields: inout Fields) throws(HTTPError) {
    let (tokens, others) = split(fields)
    guard !tokens.isEmpty else { return }
    fields.remove(.secWebSocketProtocol)
    guard !others.isEmpty else { return }
    try fields.append("Sec-WebSocket-Protocol", value: others.joined(separator: ", "))
  }

  /// What follows the prefix of each token, and the other subprotocols, of all lines.
  private static func split(_ fields: Fields) -> (tokens: [String], others: [String]) {
    var (tokens, others): ([String], [String]) = ([], [])
    for value in fields.values(of: .secWebSocketProtocol) {
      for member in value.utf8.split(separator: UInt8(ascii: ",")) {
        let blanks: Set<UInt8> = [0x20, 0x09]
        let trimmed = member.trimming(while: blanks.contains)
        if trimmed.starts(with: prefix.utf8) {
          tokens.append(String(trimmed.dropFirst(prefix.utf8.count)) ?? "")
        } else if !trimmed.isEmpty, let text = String(trimmed) {
          others.append(text)
        }
      }
    }
    return (tokens, others)
  }
}

extension Substring.UTF8View {
  fileprivate func trimming(while isBlank: (UInt8) -> Bool) -> Substring.UTF8View {
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}

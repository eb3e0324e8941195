internal import CSystem

/// A client's wish to speak WebSocket (RFC 6455 §4.2), and the answer to it.
package struct WebSocketHandshake: Sendable {
  /// The value of `Sec-WebSocket-Accept`.
  package let accept: String
  /// The subprotocol that is confirmed; nil when none was named.
  package let subprotocol: String?

  /// What a server appends to the key (§1.3).
  private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// Whether the request wants WebSocket, as the API server tells it (streaming/pkg/httpstream/wsstream).
  package static func isWanted(by head: RequestHead) -> Bool {
    head.asksForUpgrade && head.fields[.upgrade]?.lowercased() == "websocket"
  }

  /// Reads the request; `isSecret` tells subprotocols that carry a credential, which are dropped.
  ///
  /// - Throws: 400 for a wish that cannot be met.
  package init(
    _ head: RequestHead, droppingProtocols isSecret: (String) -> Bool
  ) throws(HTTPError) {
    let keys = head.fields.values(of: .secWebSocketKey)
    guard head.method == "GET", keys.count == 1, Base64.decode(keys[0])?.count == 16 else {
      throw HTTPError(status: 400, reason: "a WebSocket needs one Sec-WebSocket-Key of 16 bytes")
    }
    guard head.fields.values(of: .secWebSocketVersion) == ["13"] else {
      throw HTTPError(status: 400, reason: "only version 13 of WebSocket is spoken here")
    }
    let protocols = head.fields.values(of: .secWebSocketProtocol)
      .flatMap { $0.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init) }
      .filter { !isSecret($0) }
    // The API server offers nothing to choose by: it takes what is the only one.
    guard protocols.count <= 1 else {
      throw HTTPError(status: 400, reason: "a watch has no choice of WebSocket subprotocols")
    }
    subprotocol = protocols.first
    accept = Self.accept(for: keys[0])
  }

  /// What proves to the client that its key was read (§4.2.2).
  package static func accept(for key: String) -> String {
    let text = Array((key + suffix).utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    _ = unsafe SHA1(text, text.count, &digest)
    return Base64.encode(digest)
  }

  /// The head of the answer.
  ///
  /// - Throws: 400 for a subprotocol that cannot stand in a field.
  package func answer() throws(HTTPError) -> ResponseHead {
    var head = ResponseHead(status: 101)
    head.fields.append("Upgrade", literal: "websocket")
    head.fields.append("Connection", literal: "Upgrade")
    try head.fields.append("Sec-WebSocket-Accept", value: accept)
    if let subprotocol { try head.fields.append("Sec-WebSocket-Protocol", value: subprotocol) }
    return head
  }
}

import Harness

/// A client, and by which protocol its kubectl runs commands and forwards ports.
struct StreamingClient: Sendable, CustomStringConvertible {
  /// What the connection changes to, as `Upgrade` says it.
  enum Upgrade: String, Sendable {
    case spdy = "SPDY/3.1"
    case websocket
  }

  let client: Client
  let upgrade: Upgrade

  var ground: Ground { client.ground }

  var description: String { "\(client) by \(upgrade.rawValue)" }

  /// Makes kubectl speak the protocol.
  var settings: [String: String] {
    guard upgrade == .spdy else { return [:] }
    return [
      "KUBECTL_REMOTE_COMMAND_WEBSOCKETS": "false", "KUBECTL_PORT_FORWARD_WEBSOCKETS": "false",
    ]
  }

  /// Each kubectl by each protocol that it has, with each credential.
  static let all = with(Client.all)

  /// Each kubectl by each protocol that it has, credentials in turn.
  static let each = with(Client.each)

  /// What of an old kubectl speaks SPDY only.
  private static func with(_ clients: [Client]) -> [StreamingClient] {
    clients.flatMap { client in
      let upgrades: [Upgrade] =
        client.kubectl.description.hasSuffix("1.20") ? [.spdy] : [.websocket, .spdy]
      return upgrades.map { StreamingClient(client: client, upgrade: $0) }
    }
  }
}

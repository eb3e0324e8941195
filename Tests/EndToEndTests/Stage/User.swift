/// Who takes part in the scenarios.
enum User: String, Sendable, CaseIterable {
  case alice, bob, joe
  /// A member of `system:masters`.
  case admin
  /// Owns a tenant with more namespaces than kubectl asks for at once.
  case carol
  /// May read namespaces, nodes and classes natively, and nothing else.
  case reader
  /// Owns nothing.
  case mallory
  /// Own a tenant with an object of every filtered resource: she with every operation, he to list.
  case gwen, gary

  /// The groups that both of the user's credentials say.
  var groups: [String] {
    switch self {
    case .joe: ["gas-admins"]
    case .admin: ["system:masters"]
    default: []
    }
  }

  /// The user's static token.
  var token: String { "token-of-\(rawValue)" }

  /// The user's line of the API server's token file.
  var tokenLine: String {
    let groups = groups.isEmpty ? "" : ",\"\(groups.joined(separator: ","))\""
    return "\(token),\(rawValue),uid-\(rawValue)\(groups)"
  }
}

extension User {
  /// Those who own a tenant of the samples.
  static let tenants: [User] = [.alice, .bob, .joe]
}

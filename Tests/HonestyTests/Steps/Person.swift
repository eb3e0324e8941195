import Harness

/// Who asks.
enum Person: String, Sendable, CaseIterable {
  /// A member of `system:masters`, by certificate.
  case admin
  /// By static token.
  case alice
  /// By certificate.
  case bob
  /// A service account, by the token that a step before saved as `token`.
  case account
  case anonymous

  /// The groups that credentials say.
  var groups: [String] {
    switch self {
    case .admin: ["system:masters"]
    case .alice, .bob: ["projectcapsule.dev"]
    case .account, .anonymous: []
    }
  }

  var name: String { self == .admin ? "kubernetes-admin" : rawValue }

  /// Those with a line in the token file and a certificate.
  static let known: [Person] = [.admin, .alice, .bob]

  var token: String { "token-of-\(rawValue)" }

  /// The person's line of a static token file.
  var tokenLine: String {
    "\(token),\(name),uid-\(rawValue),\"\(groups.joined(separator: ","))\""
  }
}

import Wire

/// What a test's client shows.
enum Proof: Sendable {
  case nobody
  case token(String)
  case certificate(IssuedCertificate)
  case both(IssuedCertificate, token: String)

  static let alice = Proof.token("alice.token")
  static let bob = Proof.token("bob.token")
  static let eve = Proof.token("eve.token")
  static let admin = Proof.token("admin.token")

  var certificate: IssuedCertificate? {
    switch self {
    case .certificate(let issued), .both(let issued, _): issued
    case .nobody, .token: nil
    }
  }

  var token: String? {
    switch self {
    case .token(let token), .both(_, let token): token
    case .nobody, .certificate: nil
    }
  }
}

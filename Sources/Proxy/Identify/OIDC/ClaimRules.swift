internal import JSON
internal import KubernetesAPI

/// What the claims of a token must be like, and whom they name: kube-apiserver's rules
/// (`plugin/pkg/authenticator/token/oidc/oidc.go`) and those of the verifier it uses (go-oidc's
/// `verify.go`).
///
/// Where those are lenient about types and empty texts, these are not.
struct ClaimRules: Sendable {
  let settings: OIDCSettings

  /// How far in the future `nbf` may be, for clocks that go wrong.
  private static let leeway: Int64 = 60

  /// Whether the claims are the issuer's, for this client, and good at a Unix second.
  ///
  /// At `exp` itself a token is expired (RFC 7519 §4.1.4).
  func check(_ claims: JSONValue, at now: Int64) throws(TokenFault) {
    guard let issuer = claims["iss"]?.string, issuer.hasSameBytes(as: settings.issuer) else {
      throw .issuer
    }
    let audiences: [JSONValue] =
      switch claims["aud"] {
      case .array(let list)?: list
      case let one?: [one]
      case nil: []
      }
    guard audiences.contains(where: { $0 == .string(settings.clientID) }) else { throw .audience }
    guard let expiry = try Self.time("exp", in: claims) else { throw .missing("exp") }
    guard now < expiry else { throw .expired }
    if let start = try Self.time("nbf", in: claims), start > now + Self.leeway {
      throw .notYetValid
    }
    _ = try Self.time("iat", in: claims)
  }

  /// The Unix second in which claims that were checked expire.
  static func expiry(of claims: JSONValue) throws(TokenFault) -> Int64 {
    guard let expiry = try time("exp", in: claims) else { throw .missing("exp") }
    return expiry
  }

  /// Whom claims name that were checked and whose signature was verified.
  func user(of claims: JSONValue) throws(TokenFault) -> UserInfo {
    let name = try username(in: claims)
    let groups = try groups(in: claims)
    for required in settings.requiredClaims {
      let value = try Self.text(required.name, in: claims)
      guard value.hasSameBytes(as: required.value) else { throw .unlike(required.name) }
    }
    if !settings.allowsSystemNames {
      guard !Self.isSystem(name) else { throw .systemUser }
      guard !groups.contains(where: Self.isSystem) else { throw .systemGroup }
    }
    return UserInfo(
      username: name, groups: groups.filter { $0 != Self.authenticated } + [Self.authenticated])
  }

  private func username(in claims: JSONValue) throws(TokenFault) -> String {
    let name = try Self.text(settings.usernameClaim, in: claims)
    guard !name.isEmpty else { throw .empty(settings.usernameClaim) }
    // An email that the issuer says nothing more of is taken for verified.
    if settings.usernameClaim == "email", let verified = claims["email_verified"] {
      guard verified == true else { throw .emailNotVerified }
    }
    return settings.effectiveUsernamePrefix + name
  }

  /// One group may be a text instead of a list.
  private func groups(in claims: JSONValue) throws(TokenFault) -> [String] {
    guard let claim = settings.groupsClaim else { return [] }
    var groups: [String] = []
    switch claims[claim] {
    case .null?: break
    case .string(let group)?: groups = [group]
    case .array(let list)?:
      groups = list.compactMap(\.string)
      guard groups.count == list.count else { throw .notGroups(claim) }
    case nil:
      // Nobody fetches it, and a user without groups would be another one.
      guard claims["_claim_names", claim] == nil else { throw .distributed(claim) }
    default: throw .notGroups(claim)
    }
    return groups.map { settings.groupsPrefix + $0 }
  }

  private static let authenticated = "system:authenticated"

  private static func isSystem(_ name: String) -> Bool {
    name.utf8.starts(with: "system:".utf8)
  }

  private static func text(_ claim: String, in claims: JSONValue) throws(TokenFault) -> String {
    guard let value = claims[claim] else { throw .missing(claim) }
    guard let text = value.string else { throw .notText(claim) }
    return text
  }

  /// A NumericDate (RFC 7519 §2), rounded down; nil when there is none.
  private static func time(_ claim: String, in claims: JSONValue) throws(TokenFault) -> Int64? {
    guard let value = claims[claim] else { return nil }
    if let whole = value.int { return Int64(whole) }
    guard let number = value.double,
      let whole = Int64(exactly: number.rounded(.down))
    else { throw .time(claim) }
    return whole
  }
}

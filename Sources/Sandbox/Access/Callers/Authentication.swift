import JSON
import KubernetesAPI
import Wire

/// Tells who somebody is by what they show: a client certificate, a token of a list, a service
/// account's token, or nothing (`pkg/kubeapiserver/authenticator/config.go`).
struct Authentication: Sendable {
  /// Users by the digests of their tokens.
  private let users: [Digest: UserInfo]
  /// The tokens of service accounts.
  let tokens: ServiceAccountTokens
  /// Whether who shows nothing is let in as `system:anonymous`.
  let allowsAnonymous: Bool

  /// - Parameter staticTokens: tokens and whom they prove.
  init(
    tokens: ServiceAccountTokens, staticTokens: [(token: String, user: UserInfo)] = [],
    allowsAnonymous: Bool = true, authorities: TrustStore? = nil
  ) {
    users = Dictionary(
      staticTokens.map { (Digest(of: $0.token), $0.user) }, uniquingKeysWith: { $1 })
    self.tokens = tokens
    self.allowsAnonymous = allowsAnonymous
    self.authorities = authorities
  }

  /// Who vouches for certificates; nil believes those that are given.
  private let authorities: TrustStore?

  /// Why nobody is believed, in the API server's words.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Who sends a request.
  ///
  /// - Parameters:
  ///   - certificate: of the connection, as it came.
  ///   - authorization: the request's first Authorization field.
  ///   - now: in Unix seconds.
  /// - Throws: 401, which says no more.
  func authenticate(
    certificate: PeerCertificate?, authorization: String?, now: Int64
  ) throws(Status) -> UserInfo {
    do throws(Refusal) {
      return try proof(certificate, authorization, for: nil, at: now).user
    } catch {
      throw .unauthorized
    }
  }

  /// Whom a token proves, and for which of the wanted audiences; without audiences those of the
  /// server are wanted.
  func proof(
    of token: String, for audiences: [String]?, at now: Int64
  ) throws(Refusal) -> ServiceAccountTokens.Proof {
    try proof(nil, "Bearer \(token)", for: audiences, at: now)
  }

  private func proof(
    _ certificate: PeerCertificate?, _ authorization: String?, for audiences: [String]?,
    at now: Int64
  ) throws(Refusal) -> ServiceAccountTokens.Proof {
    var errors: [String] = []
    let wanted = audiences ?? tokens.audiences
    if let certificate, let name = certificate.commonNames.last, !name.isEmpty {
      do throws(Refusal) {
        let user = try self.user(of: certificate, named: name, at: now)
        return ServiceAccountTokens.Proof(user: user.authenticated, audiences: wanted)
      } catch {
        errors.append(error.reason)
      }
    }
    if let token = Self.bearerToken(authorization) {
      do throws(Refusal) {
        let proof = try user(of: token, for: wanted, at: now)
        return ServiceAccountTokens.Proof(
          user: proof.user.authenticated, audiences: proof.audiences)
      } catch {
        // The server asks first whether the token is its own loopback's, which it never is.
        errors = ["invalid bearer token"] + errors + [error.reason]
      }
    }
    guard errors.isEmpty else { throw Refusal(reason: Authorizer.aggregate(errors)) }
    guard allowsAnonymous else { throw Refusal(reason: "") }
    return ServiceAccountTokens.Proof(user: .anonymous, audiences: wanted)
  }

  /// The last common name, the organizations and the one UID, as `x509.go` reads them.
  private func user(
    of certificate: PeerCertificate, named name: String, at now: Int64
  ) throws(Refusal) -> UserInfo {
    guard certificate.validity.contains(now) else {
      throw Refusal(reason: "x509: certificate has expired or is not yet valid")
    }
    // The handshake goes on whatever the certificate is (`RequestClientCert`).
    guard authorities?.verify(certificate, at: now) ?? true else {
      throw Refusal(reason: "x509: certificate signed by unknown authority")
    }
    let identifiers = certificate.userIdentifiers
    guard identifiers.count <= 1 else {
      let list = identifiers.joined(separator: " ")
      throw Refusal(reason: "expected 1 UID, but found multiple: [\(list)]")
    }
    guard identifiers.first != "" else { throw Refusal(reason: "UID cannot be an empty string") }
    return UserInfo(
      username: name, uid: identifiers.first ?? "",
      groups: certificate.organizations,
      extra: [
        UserInfo.Extra(
          key: "authentication.kubernetes.io/credential-id",
          values: ["X509SHA256=\(certificate.digest)"])
      ])
  }

  private func user(
    of token: String, for wanted: [String], at now: Int64
  ) throws(Refusal) -> ServiceAccountTokens.Proof {
    let shared = tokens.audiences.filter(wanted.hasExactly)
    if let user = users[Digest(of: token)], !shared.isEmpty {
      return ServiceAccountTokens.Proof(user: user, audiences: shared)
    }
    do throws(ServiceAccountTokens.Refusal) {
      if let proof = try tokens.proof(of: token, for: wanted, at: now) { return proof }
    } catch {
      throw Refusal(reason: error.reason)
    }
    throw Refusal(reason: "invalid bearer token")
  }

  /// The token of an Authorization field; nil for another scheme or no token
  /// (`authentication/request/bearertoken/bearertoken.go`).
  static func bearerToken(_ authorization: String?) -> String? {
    let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
    var text = (authorization ?? "").utf8[...]
    while let first = text.first, spaces.contains(first) { text.removeFirst() }
    while let last = text.last, spaces.contains(last) { text.removeLast() }
    let parts = text.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, String(parts[0])?.lowercased() == "bearer", !parts[1].isEmpty else {
      return nil
    }
    return String(parts[1])
  }
}

extension UserInfo {
  /// Whoever shows nothing.
  static let anonymous = UserInfo(
    username: "system:anonymous", groups: ["system:unauthenticated"])

  /// The user with the group of all who proved something
  /// (`authentication/group/authenticated_group_adder.go`).
  var authenticated: UserInfo {
    guard username != "system:anonymous", !groups.hasExactly("system:authenticated"),
      !groups.hasExactly("system:unauthenticated")
    else { return self }
    var user = self
    user.groups.append("system:authenticated")
    return user
  }
}

import TestSupport
import Wire

/// The authorities of the stages and what they signed, made once.
struct StageKeys: Sendable {
  /// Signed the upstream's certificate.
  let upstream: TestAuthority
  /// Signed the proxy's certificate.
  let proxy: TestAuthority
  /// Vouches for users to the proxy.
  let users: TestAuthority
  /// Vouches for front proxies to the proxy.
  let frontProxies: TestAuthority
  /// Vouches for nothing.
  let stranger: TestAuthority
  /// The program's certificate, of an authority that the upstream trusts.
  let program: IssuedCertificate

  static let shared = Result { try StageKeys() }

  private init() throws {
    upstream = try TestAuthority("upstream")
    proxy = try TestAuthority("proxy")
    users = try TestAuthority("users")
    frontProxies = try TestAuthority("front proxies")
    stranger = try TestAuthority("stranger")
    program = try upstream.client(Cluster.program, groups: ["system:masters"])
  }
}

import Harness
import Wire

extension Cluster {
  /// Asks as a user, who proves it by a token; administrators prove it by their certificate.
  func asker(_ user: User, _ way: Way) throws -> HTTPAsker {
    let url = way == .proxy ? proxy.url : apiServer.url
    let authority =
      way == .proxy ? proxyAuthority.certificatePEM : apiServer.authority.certificatePEM
    guard user == .admin, let pair = certificates[user],
      case .certificate(let chain, let key) = pair.proof
    else {
      return try HTTPAsker(
        url: url, tls: try TLSContext.client(certificateAuthorities: authority), token: user.token,
        loops: loops)
    }
    let tls = try TLSContext.client(
      certificateAuthorities: authority, certificateChain: chain, privateKey: key)
    return try HTTPAsker(url: url, tls: tls, loops: loops)
  }
}

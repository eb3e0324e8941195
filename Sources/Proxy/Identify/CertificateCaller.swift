/// Whom a connection's certificate proves.
package enum CertificateCaller: Sendable {
  /// No certificate, or none that anybody here vouches for: other proofs are tried.
  case none
  case caller(Caller)
  /// A trusted front proxy, who is nobody itself and says who the caller is, until a Unix second.
  case frontProxy(expires: Int64)
  /// A certificate that is vouched for and names no acceptable identity.
  case refused(reason: String)
}

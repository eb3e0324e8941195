/// All that is needed to reach one API server and to be somebody there.
package struct ClusterAccess: Sendable, Equatable, CustomStringConvertible {
  /// What the program proves itself with.
  ///
  /// Both may be given; on a real API server the certificate wins.
  package struct Credential: Sendable, Equatable {
    /// The certificate shown in the TLS handshake.
    package let certificate: ClientCertificate?

    /// The token sent with each request.
    package let token: TokenSource?

    /// A credential of either, both or none.
    package init(certificate: ClientCertificate? = nil, token: TokenSource? = nil) {
      self.certificate = certificate
      self.token = token
    }

    /// Nothing to prove oneself with.
    package static let none = Credential()
  }

  /// The kubeconfig's context; nil for a pod's service account.
  package let context: String?

  /// Where this came from, in words: `context "dev" of /home/a/.kube/config`.
  package let origin: String

  /// Where the server listens.
  package let server: ServerAddress

  /// The name the server's certificate must carry.
  package let serverName: String

  /// The certificates that may have signed the server's, as PEM; nil means those the system trusts.
  package let certificateAuthority: [UInt8]?

  /// Whether the server's certificate is not checked at all.
  ///
  /// Only a kubeconfig that says so sets it, and every start warns.
  package let insecure: Bool

  /// What the program proves itself with.
  package let credential: Credential

  /// The namespace of the context or of the pod, when there is one.
  package let namespace: String?

  /// An access of its parts.
  package init(
    origin: String, context: String? = nil, server: ServerAddress, serverName: String? = nil,
    certificateAuthority: [UInt8]? = nil, insecure: Bool = false, credential: Credential = .none,
    namespace: String? = nil
  ) {
    self.origin = origin
    self.context = context
    self.server = server
    self.serverName = serverName ?? server.host
    self.certificateAuthority = certificateAuthority
    self.insecure = insecure
    self.credential = credential
    self.namespace = namespace
  }

  /// The server and where that came from, without credentials.
  package var description: String { "\(server) (\(origin))" }
}

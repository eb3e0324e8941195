import Wire

/// A kubeconfig of one cluster and one user.
struct KubeconfigText {
  /// What the user proves itself with.
  enum Proof {
    case certificate(IssuedCertificate)
    case token(String)
  }

  let server: String
  let user: String
  let proof: Proof

  /// The file, for a server that an authority vouches for.
  ///
  /// Names, URLs and base 64 need no quotes in YAML.
  func bytes(authority: [UInt8]) -> [UInt8] {
    let credential =
      switch proof {
      case .token(let token): "    token: \"\(token)\""
      case .certificate(let issued):
        """
            client-certificate-data: \(Base64.encode(issued.certificateChain))
            client-key-data: \(Base64.encode(issued.privateKey))
        """
      }
    return Array(
      """
      apiVersion: v1
      kind: Config
      current-context: sandbox
      contexts:
      - name: sandbox
        context:
          cluster: sandbox
          user: \(user)
      clusters:
      - name: sandbox
        cluster:
          server: \(server)
          certificate-authority-data: \(Base64.encode(authority))
      users:
      - name: \(user)
        user:
      \(credential)

      """.utf8)
  }
}

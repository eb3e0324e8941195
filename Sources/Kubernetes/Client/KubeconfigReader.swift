/// Understands the cluster and the user a context names.
///
/// What this program cannot or will not do is refused with what to use instead, never passed over:
/// a credential that is silently absent makes the program somebody else.
struct KubeconfigReader {
  /// Reads the files that entries name.
  let readFile: ReadFile

  /// Returns what a user proves itself with.
  func credential(_ user: KubeconfigFields) throws(AccessError) -> ClusterAccess.Credential {
    let instead = "Use a client certificate, a tokenFile or exec instead"
    for key in ["username", "password"] where user.has(key) {
      throw AccessError(
        "\(user.name) in \(user.path) has a \(key): the API server no longer takes passwords."
          + " \(instead).")
    }
    if user.has("auth-provider") {
      throw AccessError(
        "\(user.name) in \(user.path) has an auth-provider, which Kubernetes 1.26 did away with."
          + " \(instead), for example: kubectl create token NAME > FILE, and tokenFile: FILE")
    }
    for key in ["as", "as-uid", "as-groups", "as-user-extra"] where user.has(key) {
      throw AccessError(
        "\(user.name) in \(user.path) impersonates somebody (\(key)), and so does this program."
          + " Remove it, or use the user that is meant.")
    }
    if let plugin = try plugin(of: user) {
      return ClusterAccess.Credential(token: .plugin(plugin))
    }
    return ClusterAccess.Credential(
      certificate: try certificate(user), token: try token(user))
  }

  /// Returns the access to a cluster with that credential.
  func access(
    _ cluster: KubeconfigFields, credential: ClusterAccess.Credential, context: String,
    origin: String, namespace: String?
  ) throws(AccessError) -> ClusterAccess {
    guard let url = try cluster.text("server") else {
      throw AccessError(
        "\(cluster.name) in \(cluster.path) has no server. Add one like https://10.0.0.1:6443")
    }
    let server: ServerAddress
    do throws(AccessError) { server = try ServerAddress(url: url) } catch {
      throw AccessError(
        "The server of \(cluster.name) in \(cluster.path) cannot be used: \(error)."
          + " It looks like https://10.0.0.1:6443")
    }
    if try cluster.text("proxy-url") != nil {
      throw AccessError(
        "\(cluster.name) in \(cluster.path) has a proxy-url, which is not supported."
          + " Give the program a direct way to \(server), and remove it.")
    }
    let authority = try contents("certificate-authority", of: cluster)
    let insecure = try cluster.flag("insecure-skip-tls-verify")
    if insecure, authority != nil {
      throw AccessError(
        "\(cluster.name) in \(cluster.path) has both a certificate-authority and"
          + " insecure-skip-tls-verify. Remove the latter.")
    }
    return ClusterAccess(
      origin: origin, context: context, server: server,
      serverName: try cluster.text("tls-server-name"), certificateAuthority: authority,
      insecure: insecure, credential: try told(credential, of: cluster, authority),
      namespace: namespace)
  }

  private func certificate(_ user: KubeconfigFields) throws(AccessError) -> ClientCertificate? {
    let chain = try contents("client-certificate", of: user)
    let key = try contents("client-key", of: user)
    switch (chain, key) {
    case (nil, nil): return nil
    case (let chain?, let key?): return ClientCertificate(chain: chain, key: key)
    case (_?, nil):
      throw AccessError("\(user.name) in \(user.path) has a client-certificate and no client-key.")
    case (nil, _?):
      throw AccessError("\(user.name) in \(user.path) has a client-key and no client-certificate.")
    }
  }

  /// A tokenFile comes before a token, because it is the one that is kept fresh.
  private func token(_ user: KubeconfigFields) throws(AccessError) -> TokenSource? {
    if let path = try user.file("tokenFile") {
      if TokenSource.token(in: try read(path, "tokenFile", of: user)) == nil {
        throw AccessError("\(path), the tokenFile of \(user.name), holds no token.")
      }
      return .file(path: path)
    }
    guard let text = try user.text("token") else { return nil }
    guard let token = TokenSource.token(in: Array(text.utf8)) else {
      throw AccessError("The token of \(user.name) in \(user.path) could not stand in a header.")
    }
    return .inline(token)
  }

  /// Inline data comes before a path (clientcmd/api/types.go).
  private func contents(
    _ key: String, of entry: KubeconfigFields
  ) throws(AccessError) -> [UInt8]? {
    if let data = try entry.data(key + "-data") { return data }
    guard let path = try entry.file(key) else { return nil }
    return try read(path, key, of: entry)
  }

  private func read(
    _ path: String, _ key: String, of entry: KubeconfigFields
  ) throws(AccessError) -> [UInt8] {
    do throws(FileFailure) { return try readFile(path) } catch {
      throw AccessError("\(path), the \(key) of \(entry.name) in \(entry.path), \(error.words).")
    }
  }
}

package import Wire

extension ClusterAccess {
  /// Where to connect, and the name the server's certificate must carry.
  package var endpoint: Endpoint {
    Endpoint(host: server.host, port: server.port, serverName: serverName)
  }

  /// Makes a new context for connecting to the server.
  ///
  /// Contexts share nothing, so connections of one with and one without the certificate never
  /// resume each other's sessions.
  ///
  /// - Parameter presentsCertificate: Whether the program shows its certificate. Connections that
  ///   carry callers' tokens must not: on a real API server the certificate would beat the token.
  package func tlsContext(presentsCertificate: Bool) throws(AccessError) -> TLSContext {
    try tlsContext(presenting: presentsCertificate ? credential.certificate : nil)
  }

  /// Makes a new context for connecting to the server with this certificate, or with none.
  func tlsContext(presenting certificate: ClientCertificate?) throws(AccessError) -> TLSContext {
    do throws(TLSError) {
      return try TLSContext.client(
        certificateAuthorities: certificateAuthority, certificateChain: certificate?.chain,
        privateKey: certificate?.key, verification: insecure ? .insecure : .full)
    } catch {
      throw AccessError("The certificates of \(origin) cannot be used: \(error)")
    }
  }
}

private import Synchronization
package import Wire

/// The TLS contexts of connections to the API server, as certificates and authorities are now.
///
/// Contexts share nothing, so connections of one with and one without the certificate never resume
/// each other's sessions. An open connection keeps the context that it was made with.
package final class AccessContexts: Sendable {
  private struct State {
    var access: ClusterAccess
    /// What a plugin brought.
    var certificate: ClientCertificate?
    var bare: TLSContext
    var own: TLSContext
  }

  private let state: Mutex<State>
  /// Held while contexts are made, so that two changes do not overtake each other; who only reads
  /// does not wait for that.
  private let changing = Mutex(())

  /// The contexts of an access.
  package init(_ access: ClusterAccess) throws(AccessError) {
    state = Mutex(
      State(
        access: access, bare: try access.tlsContext(presenting: nil),
        own: try access.tlsContext(presenting: access.credential.certificate)))
  }

  /// What the contexts are of.
  package var access: ClusterAccess { state.withLock { $0.access } }

  /// For connections that carry callers' tokens, or no credential.
  package var bare: TLSContext { state.withLock { $0.bare } }

  /// For connections that carry the program's credential.
  package var own: TLSContext { state.withLock { $0.own } }

  /// Goes by another access from now on; what it does not change stays as it is.
  package func take(_ access: ClusterAccess) throws(AccessError) {
    try changing.withLock { (_) throws(AccessError) in try change(to: access) }
  }

  /// Presents the certificate that a plugin brought, or none, on the program's own connections.
  package func show(_ certificate: ClientCertificate?) throws(AccessError) {
    try changing.withLock { (_) throws(AccessError) in
      let (access, shown) = state.withLock { ($0.access, $0.certificate) }
      guard certificate != shown else { return }
      let own = try access.tlsContext(presenting: certificate)
      state.withLock { state in
        state.certificate = certificate
        state.own = own
      }
    }
  }

  private func change(to access: ClusterAccess) throws(AccessError) {
    let known = state.withLock { ($0.access, $0.certificate) }
    var certificate = access.credential.certificate
    if certificate == nil, case .plugin? = access.credential.token { certificate = known.1 }
    let isSameServer =
      access.certificateAuthority == known.0.certificateAuthority
      && access.insecure == known.0.insecure
    let bare = isSameServer ? nil : try access.tlsContext(presenting: nil)
    let own =
      isSameServer && certificate == known.0.credential.certificate ?? known.1
      ? nil : try access.tlsContext(presenting: certificate)
    state.withLock { state in
      state.access = access
      state.certificate = access.credential.certificate == nil ? certificate : nil
      state.bare = bare ?? state.bare
      state.own = own ?? state.own
    }
  }
}

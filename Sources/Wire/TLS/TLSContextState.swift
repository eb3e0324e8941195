internal import CSystem
internal import Synchronization

/// What belongs to a context beside OpenSSL's own part of it, and what changes while it is in use.
///
/// OpenSSL's context owns it: a session may outlive the TLSContext it came from, and its callbacks
/// must still find this.
final class TLSContextState: Sendable {
  let ticketKeys = Mutex(SessionTicketKeys())
  let sessions = Mutex(ClientSessionCache())
  /// What a server shows to clients that ask for a name.
  let named: NamedCertificates

  private static let index = unsafe CRYPTO_get_ex_new_index(
    CRYPTO_EX_INDEX_SSL_CTX, 0, nil, nil, nil,
    { _, state, _, _, _, _ in
      guard let state = unsafe state else { return }
      unsafe Unmanaged<TLSContextState>.fromOpaque(state).release()
    })

  private init(named: NamedCertificates) { self.named = named }

  /// A new state for `context`, released when the context is freed.
  static func install(
    _ named: NamedCertificates, on context: OpaquePointer
  ) throws(TLSError) {
    let state = unsafe Unmanaged.passRetained(TLSContextState(named: named))
    guard unsafe SSL_CTX_set_ex_data(context, index, state.toOpaque()) == 1 else {
      unsafe state.release()
      throw TLSError.openSSL("Cannot prepare a TLS context")
    }
  }

  static func of(_ context: OpaquePointer?) -> TLSContextState? {
    guard let context = unsafe context, let state = unsafe SSL_CTX_get_ex_data(context, index)
    else { return nil }
    return unsafe Unmanaged<TLSContextState>.fromOpaque(state).takeUnretainedValue()
  }
}

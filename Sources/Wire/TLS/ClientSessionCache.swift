internal import CSystem

/// The latest sessions of one client context, to be resumed; one for each server name.
///
/// It belongs to exactly one context: a resumed session still carries the certificate it was opened
/// with, so a session must never reach a context with another credential.
struct ClientSessionCache: Sendable {
  static let capacity = 8

  /// The most recently stored last.
  private var entries: [(name: String, session: Session)] = []

  var count: Int { entries.count }

  mutating func store(_ session: Session, for name: String) {
    entries.removeAll { $0.name == name }
    if entries.count == Self.capacity { entries.removeFirst() }
    entries.append((name, session))
  }

  /// The session to resume with `name`, unless the server's certificate in it expired.
  mutating func session(for name: String, at seconds: Int64) -> Session? {
    guard let index = entries.firstIndex(where: { $0.name == name }) else { return nil }
    guard entries[index].session.isValid(at: seconds) else {
      entries.remove(at: index)
      return nil
    }
    return entries[index].session
  }

  /// One reference to a session of OpenSSL that no connection uses.
  ///
  /// Sendable because nothing changes it: OpenSSL marks a connection's session as not resumable
  /// when the connection ends without a goodbye, so what is stored is a copy and what is resumed is
  /// a copy of that.
  @safe
  final class Session: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(copying session: OpaquePointer) {
      guard let copy = unsafe SSL_SESSION_dup(session) else {
        ERR_clear_error()
        return nil
      }
      unsafe pointer = copy
    }

    deinit {
      unsafe SSL_SESSION_free(pointer)
    }

    func isValid(at seconds: Int64) -> Bool {
      guard let server = unsafe SSL_SESSION_get0_peer(pointer) else { return false }
      return unsafe X509Handle.validity(of: server)?.contains(seconds) ?? false
    }

    /// Makes `ssl` offer a copy of the session.
    func offer(on ssl: OpaquePointer) {
      defer { ERR_clear_error() }
      guard let copy = unsafe SSL_SESSION_dup(pointer) else { return }
      // A session that cannot be set costs a full handshake and nothing else.
      _ = unsafe SSL_set_session(ssl, copy)
      unsafe SSL_SESSION_free(copy)
    }
  }
}

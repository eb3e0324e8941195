extension TLSContext {
  /// A session that accepts a handshake.
  package func serverSession() throws(WireError) -> TLSSession {
    do throws(TLSError) {
      return unsafe TLSSession(taking: try makeServerSSL())
    } catch {
      throw WireError(.tls, error.description)
    }
  }

  /// A session that begins a handshake with a server of this name.
  func clientSession(for serverName: String) throws(WireError) -> TLSSession {
    do throws(TLSError) {
      return unsafe TLSSession(taking: try makeClientSSL(serverName: serverName))
    } catch {
      throw WireError(.tls, error.description)
    }
  }
}

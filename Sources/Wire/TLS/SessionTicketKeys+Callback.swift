internal import CSystem
internal import Synchronization

extension SessionTicketKeys {
  /// Makes `context` seal and open its tickets with the keys of its state.
  static func install(on context: OpaquePointer) {
    unsafe SSL_CTX_set_timeout(context, sessionSeconds)
    unsafe SSL_CTX_set_tlsext_ticket_key_evp_cb(context) { ssl, name, iv, cipher, mac, sealing in
      guard
        let name = unsafe name, let iv = unsafe iv,
        let state = unsafe TLSContextState.of(SSL_get_SSL_CTX(ssl))
      else { return -1 }
      let now = SystemClock.monotonicNanoseconds
      if sealing == 1 {
        let key = state.ticketKeys.withLock { $0.sealing(at: now, random: RandomBytes.make) }
        unsafe name.update(from: key.name, count: 16)
        unsafe iv.update(from: RandomBytes.make(16), count: 16)
        return unsafe cs_ticket_begin(cipher, mac, key.encryption, key.authentication, iv, 1)
      }
      let wanted = unsafe [UInt8](UnsafeBufferPointer(start: name, count: 16))
      // 0 is a full handshake, 2 a resumption whose ticket is replaced.
      guard let (key, isOld) = state.ticketKeys.withLock({ $0.opening(wanted, at: now) }) else {
        return 0
      }
      guard
        unsafe cs_ticket_begin(cipher, mac, key.encryption, key.authentication, iv, 0) == 1
      else { return -1 }
      return isOld ? 2 : 1
    }
  }
}

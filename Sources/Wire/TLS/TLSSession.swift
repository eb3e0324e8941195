internal import CSystem

/// One TLS connection as a pure box: feed ciphertext, step, take ciphertext.
///
/// No socket inside.
///
/// Both buffers belong to the caller: what came in is named by `feed` and is read by the following
/// steps; what is to go out is written into the buffer of `collect`.
@safe
package final class TLSSession {
  /// What a step did.
  package enum Step: Equatable, Sendable {
    case bytes(Int)
    case wantsInput
    case wantsRoom
    /// The peer said goodbye.
    case closed
    case failed
  }

  private let ssl: OpaquePointer
  private let pipe: UnsafeMutablePointer<cs_pipe>

  /// Takes over `ssl`, which already knows its role, its context and whom to verify.
  init(taking ssl: OpaquePointer) {
    unsafe self.ssl = ssl
    unsafe pipe = .allocate(capacity: 1)
    unsafe pipe.initialize(to: cs_pipe())
    precondition(unsafe cs_pipe_attach(ssl, pipe) == 1, "out of memory")
  }

  deinit {
    unsafe SSL_free(ssl)
    unsafe pipe.deallocate()
  }

  /// Whether an earlier session was resumed; the certificates are then that session's.
  package var isResumed: Bool { unsafe SSL_session_reused(ssl) == 1 }

  /// Names the ciphertext that the next steps read.
  ///
  /// It must stay in place until they have.
  func feed(_ ciphertext: UnsafeRawBufferPointer) {
    unsafe pipe.pointee.in = ciphertext.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe pipe.pointee.in_count = ciphertext.count
    unsafe pipe.pointee.in_position = 0
  }

  /// Says that no more ciphertext will come.
  func feedEnd() { unsafe pipe.pointee.in_ended = 1 }

  /// Ciphertext that was fed and not yet read.
  var unread: UnsafeRawBufferPointer {
    let left = unsafe pipe.pointee.in_count - pipe.pointee.in_position
    guard left > 0, let start = unsafe pipe.pointee.in else {
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeRawBufferPointer(start: start + pipe.pointee.in_position, count: left)
  }

  /// Names the buffer for the ciphertext that the next steps make.
  func collect(into buffer: UnsafeMutableRawBufferPointer) {
    unsafe pipe.pointee.out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe pipe.pointee.out_capacity = buffer.count
    unsafe pipe.pointee.out_count = 0
  }

  /// Bytes of ciphertext made since `collect`.
  var collected: Int { unsafe pipe.pointee.out_count }

  /// Whether bytes of a record wait inside the session.
  var holdsInput: Bool {
    unsafe SSL_has_pending(ssl) == 1 || pipe.pointee.in_position < pipe.pointee.in_count
  }

  package func handshake() -> Step { step(unsafe cs_tls_handshake(ssl)) }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Step {
    step(unsafe cs_tls_read(ssl, buffer.baseAddress, Int32(clamping: buffer.count)))
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> Step {
    step(unsafe cs_tls_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count)))
  }

  /// Writes the goodbye; does not wait for the peer's.
  func shutDown() { unsafe cs_tls_shutdown(ssl) }

  /// Why the last step failed, in the words of OpenSSL.
  var failure: String { unsafe TLSError.handshake(ssl).reason }

  /// Lends the session's handle to what reads facts of the finished handshake.
  func withHandle<Value>(_ body: (OpaquePointer) -> Value) -> Value { unsafe body(ssl) }

  /// The certificate the peer presented, whether or not anybody vouches for it.
  var peerCertificate: PeerCertificate? { unsafe PeerCertificate.presented(on: ssl) }

  private func step(_ outcome: Int32) -> Step {
    switch outcome {
    case 1...: .bytes(Int(outcome))
    case Int32(CS_TLS_WANT_READ): .wantsInput
    case Int32(CS_TLS_WANT_WRITE): .wantsRoom
    case Int32(CS_TLS_CLOSED): .closed
    default: .failed
    }
  }
}

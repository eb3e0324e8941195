internal import CSystem

/// The state of OpenSSL while it encrypts or decrypts one message.
@safe
struct CipherContext: ~Copyable {
  let pointer: OpaquePointer

  /// A context without a cipher; the error queue of this thread is empty afterwards.
  init() throws(TLSError) {
    ERR_clear_error()
    guard let pointer = unsafe EVP_CIPHER_CTX_new() else { throw TLSError.openSSL("Cannot seal") }
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe EVP_CIPHER_CTX_free(pointer)
  }
}

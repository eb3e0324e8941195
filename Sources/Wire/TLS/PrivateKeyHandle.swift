internal import CSystem

/// One reference to a private key of OpenSSL.
///
/// Sendable because OpenSSL counts the references atomically and signing does not change a key.
@safe
final class PrivateKeyHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes the reference over.
  init(owning pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe EVP_PKEY_free(pointer)
  }
}

internal import CSystem

/// Bytes that OpenSSL's readers and writers of PEM work on.
///
/// OpenSSL clears the memory when it is freed, so a private key does not stay behind.
@safe
final class MemoryBIO {
  let pointer: OpaquePointer

  /// An empty one to write into, or one that holds `bytes` to read from.
  init(_ bytes: [UInt8] = []) throws(TLSError) {
    guard let pointer = unsafe BIO_new(BIO_s_mem()) else {
      throw TLSError.openSSL("Cannot allocate memory")
    }
    unsafe self.pointer = pointer
    guard !bytes.isEmpty else { return }
    guard unsafe BIO_write(pointer, bytes, Int32(clamping: bytes.count)) == bytes.count else {
      throw TLSError.openSSL("Cannot copy \(bytes.count) bytes")
    }
  }

  deinit {
    unsafe BIO_free(pointer)
  }

  /// The bytes written and not read yet.
  var bytes: [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    let count = unsafe cs_bio_memory(pointer, &start)
    guard let start = unsafe start, count > 0 else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}

internal import CSystem

/// Compresses to one gzip member (RFC 1952) as the bytes come.
@safe
package struct Deflater: ~Copyable {
  /// Bytes of output that zlib is given room for at a time.
  private static let piece = 32 * 1024

  /// zlib's state points back to the stream, which must therefore never move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Begins, by default at zlib's fastest level as the API server does it.
  package init(level: Int32 = 1) throws(GzipError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe cs_gzip_begin(stream, level) == Z_OK else {
      unsafe stream.deallocate()
      throw .memory
    }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Takes the next bytes and appends what is ready.
  package func push(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) throws(GzipError) {
    try step(bytes, Z_NO_FLUSH, into: &output)
  }

  /// Appends what is needed to read everything that was pushed.
  package func flush(into output: inout [UInt8]) throws(GzipError) {
    try step([], Z_SYNC_FLUSH, into: &output)
  }

  /// Ends the member.
  package func finish(into output: inout [UInt8]) throws(GzipError) {
    try step([], Z_FINISH, into: &output)
  }

  private func step(
    _ input: ArraySlice<UInt8>, _ mode: Int32, into output: inout [UInt8]
  ) throws(GzipError) {
    let code = unsafe input.withUnsafeBytes { source in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
      unsafe stream.pointee.avail_in = UInt32(source.count)
      var code = Z_OK
      repeat {
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.piece) { target, count in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          code = unsafe deflate(stream, mode)
          count = unsafe target.count - Int(stream.pointee.avail_out)
        }
        output += piece
      } while unsafe code == Z_OK && stream.pointee.avail_out == 0
      return code
    }
    // Where there was nothing to do, zlib calls it an error that can be gone on from.
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .memory }
  }
}

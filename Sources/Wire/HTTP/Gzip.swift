internal import CSystem

/// Compresses and expands whole bodies (RFC 1952).
package enum Gzip {
  /// The bytes as one gzip member, at zlib's fastest level as the API server does it.
  ///
  /// Nil when memory is short.
  package static func compressed(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8]? {
    var stream = unsafe z_stream()
    guard unsafe cs_gzip_begin(&stream, level) == Z_OK else { return nil }
    defer { unsafe deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: unsafe Int(deflateBound(&stream, UInt(bytes.count))))
    guard unsafe run(&stream, bytes, into: &output, { unsafe deflate($0, Z_FINISH) }) else {
      return nil
    }
    unsafe output.removeLast(output.count - Int(stream.total_out))
    return output
  }

  /// What a gzip member holds; nil for what is none, ends early, or is larger than `maximum`.
  package static func expanded(_ bytes: [UInt8], maximum: Int) -> [UInt8]? {
    var stream = unsafe z_stream()
    guard unsafe cs_gunzip_begin(&stream) == Z_OK else { return nil }
    defer { unsafe inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: maximum)
    guard unsafe run(&stream, bytes, into: &output, { unsafe inflate($0, Z_FINISH) }) else {
      return nil
    }
    unsafe output.removeLast(output.count - Int(stream.total_out))
    return output
  }

  /// Takes one step over all input, and says whether the stream ended with it.
  private static func run(
    _ stream: inout z_stream, _ input: [UInt8], into output: inout [UInt8],
    _ step: (UnsafeMutablePointer<z_stream>) -> Int32
  ) -> Bool {
    var input = input
    return unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(target.count)
        return unsafe step(&stream) == Z_STREAM_END
      }
    }
  }
}

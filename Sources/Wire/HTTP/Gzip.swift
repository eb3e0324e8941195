/// Compresses and expands whole bodies (RFC 1952).
package enum Gzip {
  /// The bytes as one gzip member, at zlib's fastest level as the API server does it.
  ///
  /// Nil when memory is short.
  package static func compressed(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8]? {
    var output: [UInt8] = []
    do throws(GzipError) {
      let deflater = try Deflater(level: level)
      try deflater.push(bytes[...], into: &output)
      try deflater.finish(into: &output)
      return output
    } catch {
      return nil
    }
  }

  /// What gzip members hold; nil for what is none, ends early, or is larger than `maximum`.
  package static func expanded(_ bytes: [UInt8], maximum: Int) -> [UInt8]? {
    let output = ByteBuffer()
    do throws(GzipError) {
      var inflater = try Inflater()
      var position = 0
      var before = -1
      while output.count > before {
        before = output.count
        try unsafe inflater.expand(
          bytes.span.bytes, from: &position, into: output, room: MessageOutput.mark)
        guard output.count <= maximum else { return nil }
      }
      try inflater.finish()
      return output.bytes
    } catch {
      return nil
    }
  }
}

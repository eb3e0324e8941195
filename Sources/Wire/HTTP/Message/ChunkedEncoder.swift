/// Writes the chunked coding (RFC 9112 §7.1) around payload the caller appends itself.
package enum ChunkedEncoder {
  /// Appends the size line of a chunk of that many bytes, which must not be zero.
  package static func begin(_ length: Int, into output: inout [UInt8]) {
    precondition(length > 0, "an empty chunk would end the body")
    output.append(hexadecimal: UInt64(length))
    output.append("\r\n" as StaticString)
  }

  /// Appends the line's end behind a chunk's data.
  package static func end(into output: inout [UInt8]) {
    output.append("\r\n" as StaticString)
  }

  /// Appends the last chunk and the trailer section.
  package static func finish(trailers: Fields = Fields(), into output: inout [UInt8]) {
    output.append("0\r\n" as StaticString)
    trailers.serialise(into: &output)
  }
}

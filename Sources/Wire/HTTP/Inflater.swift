internal import CSystem

/// Expands gzip (RFC 1952) as it comes, any number of members one behind the other.
///
/// What Go's `gzip.Reader` refuses is an error here too: anything but another member behind a
/// member, and an end within one.
@safe
package struct Inflater: ~Copyable {
  /// zlib's state points back to the stream, which must therefore never move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether a member begins with the next byte.
  private var isBetweenMembers = true
  private var sawMember = false
  /// Whether zlib may hold more than fitted into the last piece.
  private var holdsOutput = false

  /// Begins.
  package init() throws(GzipError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe cs_gunzip_begin(stream) == Z_OK else {
      unsafe stream.deallocate()
      throw .memory
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Expands `input` from `position` on and appends one piece of at most `room` bytes.
  ///
  /// It moves `position`, and is to be called again until that is the input's end and nothing was
  /// appended.
  package mutating func expand(
    _ input: RawSpan, from position: inout Int, into output: ByteBuffer, room: Int
  ) throws(GzipError) {
    output.reserve(room)
    let before = output.count
    while output.count < before + room, position < input.byteCount || holdsOutput {
      if isBetweenMembers {
        if sawMember, unsafe inflateReset(stream) != Z_OK { throw .malformed }
        isBetweenMembers = false
        sawMember = true
      }
      let room = before + room - output.count
      let (taken, made, code) = unsafe input.withUnsafeBytes { source in
        let source = unsafe source[position...]
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: UnsafeRawBufferPointer(rebasing: source).assumingMemoryBound(to: UInt8.self)
            .baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out =
          output.writable.assumingMemoryBound(to: UInt8.self).baseAddress
        unsafe stream.pointee.avail_out = UInt32(room)
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        return unsafe (
          source.count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), code
        )
      }
      position += taken
      output.filled(made)
      holdsOutput = made == room && code == Z_OK
      switch code {
      case Z_OK: break
      case Z_STREAM_END: isBetweenMembers = true
      case Z_BUF_ERROR where position == input.byteCount: break
      case Z_MEM_ERROR: throw .memory
      default: throw .malformed
      }
    }
  }

  /// Ends; throws unless the input was whole members, and at least one.
  package func finish() throws(GzipError) {
    guard sawMember, isBetweenMembers else { throw .truncated }
  }
}

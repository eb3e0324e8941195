/// The receiving half of an HTTP connection: heads, then bodies, one message after the other.
///
/// Payload of known length goes from the transport into the caller's buffer directly; the own buffer
/// holds heads, chunk framing and what came with them.
final class MessageInput {
  /// How far `gather` came.
  enum Progress: Equatable {
    /// More of the body may be there at once.
    case more
    /// The connection has nothing now.
    case blocked
    /// The body has ended.
    case ended
  }

  private enum Body {
    case none
    case fixed(UInt64)
    case chunked(ChunkedDecoder)
    case untilClose
  }

  /// What is read at once when the length is not known.
  private static let readSize = 16 * 1024
  /// What is read at once of a body of known length: a length alone takes no memory.
  private static let bodyReadSize = 64 * 1024

  let transport: Transport
  private let buffer: ByteBuffer
  private var body = Body.none
  private(set) var trailers = Fields()
  /// Why the body breaks off, once everything that came before was handed over.
  private var failure: WireError?

  init(_ transport: Transport) {
    self.transport = transport
    buffer = ByteBuffer(transport.loop)
  }

  /// Whether the message's body was read to its end.
  var isAtEnd: Bool {
    if case .none = body { return true }
    return false
  }

  /// Bytes of memory held.
  var capacity: Int { buffer.capacity }

  /// Whether bytes wait that belong to no message yet.
  var isEmpty: Bool { buffer.isEmpty }

  /// Reads a head by `parse`, which says how many bytes it took, or `nil` for want of more.
  ///
  /// - Returns: false when the connection ended before the first byte.
  func readHead(
    by deadline: Deadline, _ parse: (Span<UInt8>) throws(HTTPError) -> Int?
  ) async throws(WireError) -> Bool {
    while true {
      if !buffer.isEmpty {
        let taken: Int?
        do throws(HTTPError) {
          taken = try unsafe parse(Span(_unsafeBytes: buffer.readable))
        } catch {
          throw WireError(.http(error.status), error.reason)
        }
        if let taken {
          buffer.consume(taken)
          // Many requests wait for their answers at once: the block goes to the next one meanwhile.
          buffer.release()
          return true
        }
      }
      guard try await fill(by: deadline) else {
        guard buffer.isEmpty else { throw .closed }
        return false
      }
    }
  }

  /// Says how the body of the message whose head was just read is framed.
  func begin(_ length: BodyLength, _ origin: ChunkedDecoder.Origin) {
    trailers.removeAll()
    switch length {
    case .none, .fixed(0): body = .none
    case .fixed(let count): body = .fixed(count)
    case .chunked: body = .chunked(ChunkedDecoder(origin))
    case .untilClose: body = .untilClose
    }
  }

  /// Appends the payload that is there to `output`, until that holds `mark` bytes.
  ///
  /// It throws only when it appended nothing: what came before a body broke off is handed over.
  func gather(into output: ByteBuffer, upTo mark: Int) throws(WireError) -> Progress {
    if let failure { throw failure }
    let start = output.count
    do throws(WireError) {
      return try advance(into: output, upTo: mark)
    } catch {
      failure = error
      guard output.count > start else { throw error }
      return .more
    }
  }

  private func advance(into output: ByteBuffer, upTo mark: Int) throws(WireError) -> Progress {
    while output.count < mark {
      switch body {
      case .none: return .ended
      case .fixed(let left):
        let room = Int(min(left, UInt64(min(mark - output.count, Self.bodyReadSize))))
        guard let count = try take(room, into: output) else { return .blocked }
        guard count > 0 else { throw WireError(.closed, "the peer closed within a body") }
        body = left == UInt64(count) ? .none : .fixed(left - UInt64(count))
      case .untilClose:
        guard let count = try take(min(mark - output.count, Self.readSize), into: output) else {
          return .blocked
        }
        if count == 0 { body = .none }
      case .chunked(var decoder):
        let isBlocked = try decode(&decoder, into: output, upTo: mark)
        if case .chunked = body { body = .chunked(decoder) }
        if isBlocked { return .blocked }
      }
    }
    return isAtEnd ? .ended : .more
  }

  /// Suspends until `gather` may get on; holds no empty buffer meanwhile.
  func waitForBytes(
    by deadline: Deadline, isInterruptible: Bool = false
  ) async throws(WireError) {
    guard failure == nil else { return }
    buffer.release()
    try await transport.waitForBytes(by: deadline, isInterruptible: isInterruptible)
  }

  /// Suspends until the first bytes of a message came; holds no buffer meanwhile.
  ///
  /// - Parameter drainsAt: from when on a draining loop ends the wait.
  /// - Returns: false when the connection ended instead.
  func waitForMessage(by deadline: Deadline, drainsAt: Deadline) async throws(WireError) -> Bool {
    while buffer.isEmpty {
      buffer.release()
      do throws(WireError) {
        try await transport.waitForBytes(by: deadline, drainsAt: drainsAt)
      } catch {
        // A message that came before the connection ends is still answered.
        guard error.kind == .draining || error.kind == .timedOut, transport.hasUnread() else {
          throw error
        }
      }
      buffer.reserve(Self.readSize)
      guard let count = try unsafe transport.tryRead(into: buffer.writable) else { continue }
      guard count > 0 else { return false }
      buffer.filled(count)
    }
    return true
  }

  /// Moves up to `room` bytes: 0 at the end of the connection, `nil` when there are none now.
  private func take(_ room: Int, into output: ByteBuffer) throws(WireError) -> Int? {
    if !buffer.isEmpty {
      let count = min(room, buffer.count)
      unsafe output.append(UnsafeRawBufferPointer(rebasing: buffer.readable[..<count]))
      buffer.consume(count)
      return count
    }
    output.reserve(room)
    let target = unsafe UnsafeMutableRawBufferPointer(rebasing: output.writable[..<room])
    guard let count = try unsafe transport.tryRead(into: target) else { return nil }
    output.filled(count)
    return count
  }

  /// Decodes chunks; true when more bytes are needed that are not there.
  private func decode(
    _ decoder: inout ChunkedDecoder, into output: ByteBuffer, upTo mark: Int
  ) throws(WireError) -> Bool {
    do throws(HTTPError) {
      var position = 0
      defer { buffer.consume(position) }
      while output.count < mark {
        let input = unsafe buffer.readable
        switch try unsafe decoder.decode(input, from: &position) {
        case .data(let range):
          unsafe output.append(UnsafeRawBufferPointer(rebasing: input[range]))
          if output.count >= mark { return false }
        case .end:
          trailers = decoder.trailers
          body = .none
          return false
        case .needMore:
          buffer.consume(position)
          position = 0
          guard try refill() else { return true }
        }
      }
      return false
    } catch {
      if let failure = refillFailure.take() { throw failure }
      throw WireError(.http(error.status), error.reason)
    }
  }

  /// Why a refill within `decode` failed; that function's own error type is another.
  private var refillFailure: WireError?

  private func refill() throws(HTTPError) -> Bool {
    do throws(WireError) {
      buffer.reserve(Self.readSize)
      guard let count = try unsafe transport.tryRead(into: buffer.writable) else { return false }
      guard count > 0 else { throw WireError(.closed, "the peer closed within a body") }
      buffer.filled(count)
      return true
    } catch {
      refillFailure = error
      throw HTTPError(status: 502, reason: error.reason)
    }
  }

  /// Reads at least one byte; false at the end of the connection.
  private func fill(by deadline: Deadline) async throws(WireError) -> Bool {
    while true {
      try await waitForBytes(by: deadline)
      buffer.reserve(Self.readSize)
      if let count = try unsafe transport.tryRead(into: buffer.writable) {
        buffer.filled(count)
        return count > 0
      }
    }
  }

  /// Gives idle memory back.
  func release() { buffer.release() }
}

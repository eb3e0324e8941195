internal import CSystem

/// A stream of bytes over a socket, under TLS or plain, on one loop.
///
/// Belongs to one task at a time. Idle it holds no buffer: ciphertext comes and goes through the
/// loop's own, and only what does not fit is moved aside.
@safe
package final class Transport {
  package let loop: EventLoop
  package let peer: SocketAddress
  let registration: Registration
  /// The TLS session, or `nil` on a plain connection.
  package let session: TLSSession?

  /// Ciphertext (or bytes, on a plain connection) that the socket did not take.
  let unsent = ByteBuffer()
  /// Ciphertext that the session did not take yet.
  let unread = ByteBuffer()
  /// A read may find bytes without asking the socket.
  var holdsInput = false
  var sawEnd = false
  /// Why nothing more can be read, once everything that came before was.
  var readFailure: WireError?
  /// Why ciphertext that a step made could not be sent.
  var sendFailure: WireError?
  /// The peer takes nothing more.
  var cannotWrite = false

  /// Full buffers in a row that may come without payload.
  static let maximumEmptyHanded = 4

  /// Bytes held for a peer that sends but does not read; alerts and the like, as what is written
  /// waits for the socket.
  static let maximumUnsent = 256 * 1024

  /// Takes over a connected descriptor.
  init(
    _ descriptor: consuming FileDescriptor, peer: SocketAddress, session: TLSSession?,
    loop: EventLoop
  ) throws(WireError) {
    registration = try loop.register(descriptor.raw)
    _ = descriptor.release()
    self.loop = loop
    self.peer = peer
    self.session = session
  }

  deinit {
    assert(registration.isClosed, "a transport was dropped without close()")
  }

  package var isClosed: Bool { registration.isClosed }

  /// What ends waits of this connection from any thread.
  package var interrupter: Interrupter {
    Interrupter(
      loop: loop, descriptor: registration.descriptor, generation: registration.generation)
  }

  /// Whether anything came or ended since the last read: on a connection that should be silent, a
  /// reason not to use it.
  func isDisturbed() -> Bool {
    if isClosed || registration.hungUp || registration.isCutOff { return true }
    if holdsInput || readFailure != nil || !unsent.isEmpty { return true }
    guard registration.isReadable else { return false }
    // The last read may have taken exactly what was there.
    guard cs_peek(registration.descriptor) == 0 else { return true }
    registration.exhausted()
    return false
  }

  /// Whether bytes, or the end, wait to be read: closing now would reset the connection.
  func hasUnread() -> Bool {
    guard !isClosed else { return false }
    guard !holdsInput else { return true }
    guard cs_peek(registration.descriptor) != 0 else { return false }
    registration.foundReadable()
    return true
  }

  /// Bytes of memory held beside the session.
  var heldBytes: Int { unsent.capacity + unread.capacity }

  // MARK: Reading

  /// Reads what is there: the count of bytes, 0 at the end, `nil` when it would block.
  func tryRead(into buffer: UnsafeMutableRawBufferPointer) throws(WireError) -> Int? {
    guard !isClosed else { throw .closed }
    if let readFailure { throw readFailure }
    guard !sawEnd else { return 0 }
    var filled = 0
    do throws(WireError) {
      guard let session else { return try unsafe receive(into: buffer) }
      try unsafe decrypt(into: buffer, &filled, session)
    } catch {
      // A later call of the system would take the broken connection for one that ended.
      readFailure = error
      if filled == 0 { throw error }
    }
    keepUnread()
    return filled > 0 || sawEnd ? filled : nil
  }

  /// Reads until the buffer is full, nothing is there, or the peer said goodbye.
  func decrypt(
    into buffer: UnsafeMutableRawBufferPointer, _ filled: inout Int, _ session: TLSSession
  ) throws(WireError) {
    // A record is far shorter than the loop's buffer: a full one without a byte of payload is a flood
    // of messages to TLS itself, on which nobody else would get a turn.
    var emptyHanded = 0
    while filled < buffer.count {
      if holdsInput {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        switch step({ _ in unsafe session.read(into: rest) }) {
        case .bytes(let count):
          filled += count
          holdsInput = session.holdsInput
          continue
        case .wantsInput, .wantsRoom:
          holdsInput = false
        case .closed:
          sawEnd = true
          return
        case .failed:
          throw WireError(.tls, session.failure)
        }
      }
      if filled > 0, !registration.isReadable { return }
      guard emptyHanded < Self.maximumEmptyHanded else {
        throw WireError(.tls, "the peer sends records that hold nothing")
      }
      guard let count = try unsafe receive(into: loop.inbound) else { return }
      guard count > 0 else {
        // Without the goodbye of TLS an end is a cut: a body that runs to the end is not whole.
        throw WireError(.closed, "the peer broke off without closing TLS")
      }
      if filled == 0, unsafe count == loop.inbound.count { emptyHanded += 1 }
      unread.clear()
      unsafe session.feed(UnsafeRawBufferPointer(rebasing: loop.inbound[..<count]))
      holdsInput = true
    }
  }

  /// Reads at least one byte; 0 at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, by deadline: Deadline
  ) async throws(WireError) -> Int {
    while true {
      if let count = try unsafe tryRead(into: buffer) { return count }
      try await registration.wait(.read, until: deadline)
    }
  }

  /// Suspends until a read is worth trying; takes no buffer meanwhile.
  func waitForBytes(
    by deadline: Deadline, drainsAt: Deadline = .never, isInterruptible: Bool = false
  ) async throws(WireError) {
    guard !holdsInput, !sawEnd, readFailure == nil else { return }
    try await registration.wait(
      .read, until: deadline, drainsAt: drainsAt, isInterruptible: isInterruptible)
  }

  /// Ciphertext of the loop's buffer that the session has not read is moved aside before another
  /// connection uses that buffer.
  func keepUnread() {
    guard let session else { return }
    let left = unsafe session.unread
    if unsafe left.isEmpty {
      unread.clear()
      unread.release()
    } else if unread.isEmpty {
      unsafe unread.append(left)
      unsafe session.feed(unread.readable)
    }
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) throws(WireError) -> Int? {
    guard registration.isReadable else { return nil }
    while true {
      let count = unsafe recv(registration.descriptor, buffer.baseAddress, buffer.count, 0)
      if count >= 0 {
        // A short read emptied the socket: the next bytes will be reported.
        if count < buffer.count { registration.wouldBlock(.read) }
        return count
      }
      switch cs_errno() {
      case EINTR: continue
      case EAGAIN:
        registration.exhausted()
        return nil
      case ECONNRESET, EPIPE: throw .closed
      default: throw .system("reading from \(peer)")
      }
    }
  }
}

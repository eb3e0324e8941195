internal import CSystem

extension Transport {
  /// Writes all bytes and sends them; after a write that failed every other one does, at once.
  func write(_ bytes: UnsafeRawBufferPointer, by deadline: Deadline) async throws(WireError) {
    guard !cannotWrite else { throw .closed }
    do throws(WireError) {
      try await unsafe writeAll(bytes, by: deadline)
    } catch {
      cannotWrite = true
      throw error
    }
  }

  func writeAll(
    _ bytes: UnsafeRawBufferPointer, by deadline: Deadline
  ) async throws(WireError) {
    guard !isClosed else { throw .closed }
    guard let session else {
      try unsafe send(bytes)
      return try await flush(by: deadline)
    }
    var written = 0
    while written < bytes.count {
      var outcome = TLSSession.Step.wantsRoom
      outcome = step { _ in
        var last = TLSSession.Step.wantsRoom
        while written < bytes.count {
          last = unsafe session.write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
          guard case .bytes(let count) = last else { break }
          written += count
        }
        return last
      }
      if let failure = sendFailure.take() { throw failure }
      switch outcome {
      case .bytes, .wantsRoom: break
      case .wantsInput: throw WireError(.tls, "the peer wants to negotiate again")
      case .closed: throw .closed
      case .failed: throw WireError(.tls, session.failure)
      }
      if !unsent.isEmpty { try await flush(by: deadline) }
    }
  }

  /// Runs one or more steps of the session and sends the ciphertext they made.
  func step(_ body: (TLSSession) -> TLSSession.Step) -> TLSSession.Step {
    guard let session else { return .failed }
    unsafe session.collect(into: loop.outbound)
    let outcome = body(session)
    if session.collected > 0 {
      do throws(WireError) {
        try unsafe send(UnsafeRawBufferPointer(rebasing: loop.outbound[..<session.collected]))
      } catch {
        sendFailure = error
      }
      if unsent.count > Self.maximumUnsent {
        readFailure = WireError(.tls, "the peer sends and does not read")
      }
    }
    return outcome
  }

  /// Sends what the socket takes now; keeps the rest.
  func send(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
    guard unsent.isEmpty else { return unsafe unsent.append(bytes) }
    var sent = 0
    while sent < bytes.count {
      guard registration.isWritable else { break }
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
      let count = unsafe cs_send(registration.descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        sent += count
        continue
      }
      switch cs_errno() {
      case EINTR: continue
      case EAGAIN: registration.wouldBlock(.write)
      case ECONNRESET, EPIPE: throw .closed
      default: throw .system("writing to \(peer)")
      }
    }
    if sent < bytes.count {
      unsafe unsent.append(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
    }
  }

  /// Waits until the socket took everything.
  func flush(by deadline: Deadline) async throws(WireError) {
    while !unsent.isEmpty {
      guard !isClosed else { throw .closed }
      let bytes = unsafe unsent.readable
      let count = unsafe cs_send(registration.descriptor, bytes.baseAddress, bytes.count)
      if count >= 0 {
        unsent.consume(count)
        continue
      }
      switch cs_errno() {
      case EINTR: continue
      case EAGAIN:
        registration.wouldBlock(.write)
        try await registration.wait(.write, until: deadline)
      case ECONNRESET, EPIPE: throw .closed
      default: throw .system("writing to \(peer)")
      }
    }
    unsent.release()
  }
}

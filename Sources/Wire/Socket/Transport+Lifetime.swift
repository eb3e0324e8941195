internal import CSystem

/// How a transport begins and ends.
extension Transport {
  /// Brings the TLS handshake to its end; returns at once on a plain connection.
  func handshake(by deadline: Deadline) async throws(WireError) {
    guard let session else { return }
    while true {
      let outcome = step { $0.handshake() }
      if outcome == .failed { throw WireError(.tls, "TLS handshake: \(session.failure)") }
      if let failure = sendFailure.take() { throw failure }
      try await flush(by: deadline)
      switch outcome {
      case .bytes:
        holdsInput = session.holdsInput
        keepUnread()
        return
      case .wantsRoom: continue
      case .closed, .failed: throw .closed
      case .wantsInput: break
      }
      while true {
        if let count = try unsafe receive(into: loop.inbound) {
          guard count > 0 else { throw .closed }
          unread.clear()
          unsafe unread.append(UnsafeRawBufferPointer(rebasing: loop.inbound[..<count]))
          unsafe session.feed(unread.readable)
          break
        }
        try await registration.wait(.read, until: deadline)
      }
    }
  }

  /// Says goodbye as far as the socket takes it, and closes.
  package func close() {
    guard !registration.isClosed else { return }
    if !sawFailure {
      _ = step {
        $0.shutDown(); return .closed
      }
    }
    loop.forget(registration)
    cs_close(registration.descriptor)
  }

  /// Closes by a reset, so that nobody takes what was sent for the whole.
  func abort() {
    guard !registration.isClosed else { return }
    _ = cs_reset_on_close(registration.descriptor)
    loop.forget(registration)
    cs_close(registration.descriptor)
  }

  /// Ends our side; the peer may still send.
  func endWriting() {
    guard !registration.isClosed else { return }
    _ = step {
      $0.shutDown()
      return .closed
    }
    shutdown(registration.descriptor, Int32(SHUT_WR))
  }

  /// Ends our side behind everything that was written; the peer may still send.
  func endWriting(by deadline: Deadline) async throws(WireError) {
    guard !registration.isClosed else { throw .closed }
    _ = step {
      $0.shutDown()
      return .closed
    }
    if let failure = sendFailure.take() { throw failure }
    try await flush(by: deadline)
    shutdown(registration.descriptor, Int32(SHUT_WR))
  }

  /// Closes so that the peer does not take what was sent for the whole: without the goodbye of TLS, or
  /// by a reset where there is none.
  func breakOff() async {
    guard session != nil else { return abort() }
    await linger(sayingGoodbye: false)
  }

  var sawFailure: Bool { sendFailure != nil }

  /// Ends our side and reads on for a moment, so that the peer can read our last answer before a
  /// reset for what it still sends reaches it.
  package func closeLingering() async { await linger(sayingGoodbye: true) }

  private func linger(sayingGoodbye: Bool) async {
    guard !registration.isClosed else { return }
    if sayingGoodbye {
      endWriting()
    } else {
      shutdown(registration.descriptor, Int32(SHUT_WR))
    }
    let deadline = Deadline.after(.seconds(1))
    var budget = 1 << 20
    do throws(WireError) {
      while budget > 0 {
        if let count = try unsafe receive(into: loop.inbound) {
          guard count > 0 else { break }
          budget -= count
        } else {
          try await registration.wait(.read, until: deadline)
        }
      }
    } catch {}
    loop.forget(registration)
    cs_close(registration.descriptor)
  }
}

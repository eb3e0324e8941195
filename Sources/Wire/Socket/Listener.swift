internal import CSystem

/// A listening socket.
///
/// Port 0 takes any free port; `address` says which.
///
/// `@unchecked Sendable`: made anywhere on its loop's thread, used and closed there only.
package final class Listener: @unchecked Sendable {
  package let address: SocketAddress
  private let descriptor: Int32
  private let registration: Registration
  private let loop: EventLoop
  private var acceptedInARow = 0

  /// Connections accepted before the loop is left to others.
  private static let burst = 16

  /// Binds and listens on the calling loop.
  ///
  /// - Throws: `WireError` of kind `.system`; its reason names the address.
  package init(host: String, port: UInt16, loop: EventLoop, backlog: Int32 = 1024)
    async throws(WireError)
  {
    let found = try await offload { () throws(WireError) in
      try SocketAddress.resolve(host: host, port: port, passive: true)
    }
    guard let wanted = found.first else {
      throw WireError(.name, "\(host) has no address")
    }
    let owner = FileDescriptor(cs_stream_socket(wanted.family))
    guard owner.raw >= 0 else { throw .system("making a socket") }
    _ = cs_set_option(owner.raw, SOL_SOCKET, SO_REUSEADDR, 1)
    let raw = owner.raw
    guard unsafe wanted.withStorage({ unsafe cs_bind(raw, $0, wanted.count) }) == 0,
      listen(raw, backlog) == 0
    else { throw .system("listening on \(wanted)") }
    var storage = sockaddr_storage()
    var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
    guard unsafe cs_getsockname(raw, &storage, &count) == 0 else {
      throw .system("asking for the address of \(wanted)")
    }
    address = SocketAddress(storage: storage, count: count)
    registration = try loop.register(raw)
    self.loop = loop
    descriptor = owner.release()
  }

  deinit { close() }

  /// Stops listening.
  ///
  /// Connections already accepted are not touched.
  package func close() {
    guard !registration.isClosed else { return }
    loop.forget(registration)
    cs_close(descriptor)
  }

  /// The next connection, not yet registered with any loop.
  ///
  /// When the process is out of descriptors it waits a moment instead of spinning.
  package func accept() async throws(WireError) -> AcceptedSocket {
    while true {
      if acceptedInARow == Self.burst {
        acceptedInARow = 0
        await loop.yield()
      }
      guard !registration.isClosed else { throw .closed }
      guard !loop.isDraining else { throw .draining }
      var storage = sockaddr_storage()
      var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let raw = unsafe cs_accept(descriptor, &storage, &count)
      if raw >= 0 {
        acceptedInARow += 1
        _ = cs_set_option(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        Self.keepAlive(raw)
        return AcceptedSocket(
          descriptor: raw, peer: SocketAddress(storage: storage, count: count))
      }
      switch cs_errno() {
      case EAGAIN:
        acceptedInARow = 0
        registration.wouldBlock(.read)
        try await registration.wait(.read, until: .never, isIdle: true)
      case EINTR, ECONNABORTED:
        continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        try await loop.sleep(until: .after(.milliseconds(50)))
      default:
        throw .system("accepting a connection")
      }
    }
  }

  /// Finds a peer that is gone within a minute: an idle one is probed after 25 s and every 10 s, and
  /// is given up 55 s after its last word; one that acknowledges nothing, or takes nothing, is given
  /// up after 50 s (tcp(7): the user timeout replaces the count of probes).
  static func keepAlive(_ descriptor: Int32) {
    _ = cs_set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
    _ = cs_set_option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 25)
    _ = cs_set_option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 10)
    _ = cs_set_option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
    _ = cs_set_option(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 50_000)
  }
}

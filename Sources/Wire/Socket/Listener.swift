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
  /// Whether it listens on while its loop drains.
  private let outlivesDrain: Bool
  private var acceptedInARow = 0
  /// The file of a socket of this machine.
  private let file: SocketFile?

  /// Connections accepted before the loop is left to others.
  private static let burst = 16

  /// Binds and listens on the calling loop.
  ///
  /// - Parameters:
  ///   - isLocal: whether only an address of the loopback will do: what listens on another is refused
  ///     before it is bound.
  ///   - outlivesDrain: it listens until its task is cancelled, and not only until its loop drains.
  /// - Throws: `WireError` of kind `.system` or `.name`; its reason names the address.
  package convenience init(
    host: String, port: UInt16, isLocal: Bool = false, loop: EventLoop, backlog: Int32 = 1024,
    outlivesDrain: Bool = false
  ) async throws(WireError) {
    let found = try await offload { () throws(WireError) in
      try SocketAddress.resolve(host: host, port: port, passive: true)
    }
    guard let wanted = found.first else {
      throw WireError(.name, "\(host) has no address")
    }
    guard !isLocal || wanted.isLoopback else {
      throw WireError(.name, "\(wanted) is not of the loopback, so others could listen in")
    }
    let owner = FileDescriptor(cs_stream_socket(wanted.family))
    guard owner.raw >= 0 else { throw .system("making a socket") }
    _ = cs_set_option(owner.raw, SOL_SOCKET, SO_REUSEADDR, 1)
    try self.init(
      owner, wanted, file: nil, loop: loop, backlog: backlog, outlivesDrain: outlivesDrain)
  }

  /// Binds a socket of this machine to a file, and listens on the calling loop.
  ///
  /// The file is for its owner and group alone, replaces one that a process left behind, and is
  /// removed at the end.
  ///
  /// - Throws: `WireError` of kind `.system` or `.name`; its reason names the file.
  package convenience init(unix path: String, loop: EventLoop, backlog: Int32 = 1024)
    throws(WireError)
  {
    let wanted = try SocketAddress(unix: path)
    try SocketFile.removeStale(wanted)
    let owner = FileDescriptor(cs_stream_socket(AF_UNIX))
    guard owner.raw >= 0 else { throw .system("making a socket") }
    try self.init(owner, wanted, file: SocketFile(path), loop: loop, backlog: backlog)
  }

  private init(
    _ owner: consuming FileDescriptor, _ wanted: SocketAddress, file: SocketFile?,
    loop: EventLoop, backlog: Int32, outlivesDrain: Bool = false
  ) throws(WireError) {
    let raw = owner.raw
    guard unsafe wanted.withStorage({ unsafe cs_bind(raw, $0, wanted.count) }) == 0 else {
      throw .system("listening on \(wanted)")
    }
    // Nobody can connect before listen(), so nobody meets the file as bind() made it.
    try file?.secure()
    guard listen(raw, backlog) == 0 else {
      let error = WireError.system("listening on \(wanted)")
      file?.remove()
      throw error
    }
    var storage = sockaddr_storage()
    var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
    guard unsafe cs_getsockname(raw, &storage, &count) == 0 else {
      throw .system("asking for the address of \(wanted)")
    }
    address = SocketAddress(storage: storage, count: count)
    registration = try loop.register(raw)
    self.loop = loop
    self.file = file
    self.outlivesDrain = outlivesDrain
    descriptor = owner.release()
  }

  deinit { close() }

  /// Stops listening.
  ///
  /// Connections already accepted are not touched.
  package func close() {
    guard !registration.isClosed else { return }
    file?.remove()
    loop.forget(registration)
    cs_close(descriptor)
  }

  /// The next connection, not yet registered with any loop.
  ///
  /// When the process is out of descriptors it waits a moment instead of spinning. A draining loop
  /// still accepts what has connected already: its client would be reset otherwise.
  package func accept() async throws(WireError) -> AcceptedSocket {
    while true {
      if acceptedInARow == Self.burst {
        acceptedInARow = 0
        await loop.yield()
      }
      guard !registration.isClosed else { throw .closed }
      var storage = sockaddr_storage()
      var count = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let raw = unsafe cs_accept(descriptor, &storage, &count)
      if raw >= 0 {
        acceptedInARow += 1
        // Whatever name a client of this machine gave itself, it is not told.
        let peer = file == nil ? SocketAddress(storage: storage, count: count) : .unixClient
        if !peer.isUnix {
          _ = cs_set_option(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
          Self.keepAlive(raw)
        }
        return AcceptedSocket(descriptor: raw, peer: peer)
      }
      switch cs_errno() {
      case EAGAIN:
        acceptedInARow = 0
        registration.wouldBlock(.read)
        try await registration.wait(
          .read, until: .never, drainsAt: outlivesDrain ? .never : Deadline(nanoseconds: 0))
      case EINTR, ECONNABORTED:
        continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        guard !loop.isDraining || outlivesDrain else { throw .draining }
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

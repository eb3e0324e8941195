internal import CSystem

/// The file of a listening socket of this machine, from bind() to the end of listening.
struct SocketFile: Sendable {
  private let path: String

  /// Read and write, which is to connect, for the owner and the group; nothing for others.
  private static let mode: mode_t = 0o660

  init(_ path: String) { self.path = path }

  /// Sets who may connect, whatever the umask says.
  func secure() throws(WireError) {
    guard unsafe chmod(path, Self.mode) == 0 else {
      let error = WireError.system("setting who may connect to unix:\(path)")
      remove()
      throw error
    }
  }

  /// Removes the file, unless there is something else by now.
  func remove() {
    guard Self.owner(of: path) == .ours else { return }
    _ = unsafe unlink(path)
  }

  /// Removes a file that a process of ours left behind when it died.
  ///
  /// One where somebody still listens, or that is not a socket, or not ours, is left alone.
  static func removeStale(_ address: SocketAddress) throws(WireError) {
    switch owner(of: address.path) {
    case .nobody: return
    case .noSocket:
      throw WireError(.name, "\(address) is there and no socket: it is left alone")
    case .others:
      throw WireError(.name, "\(address) is there and another user's: it is left alone")
    case .ours: break
    }
    let probe = FileDescriptor(cs_stream_socket(AF_UNIX))
    guard probe.raw >= 0 else { throw .system("making a socket") }
    let raw = probe.raw
    guard unsafe address.withStorage({ unsafe cs_connect(raw, $0, address.count) }) != 0,
      cs_errno() == ECONNREFUSED
    else { throw WireError(.name, "another process listens on \(address)") }
    _ = unsafe unlink(address.path)
  }

  private enum Owner {
    case nobody, ours, others, noSocket
  }

  private static func owner(of path: String) -> Owner {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return .nobody }
    guard facts.st_mode & mode_t(S_IFMT) == mode_t(S_IFSOCK) else { return .noSocket }
    return facts.st_uid == geteuid() ? .ours : .others
  }
}

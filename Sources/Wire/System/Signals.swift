internal import CSystem

/// The signals that end or reload the program, as a descriptor to wait for (signalfd(2)).
///
/// Made before any other thread: threads inherit what is blocked.
package struct Signals: ~Copyable, Sendable {
  package enum Signal: Equatable, Sendable {
    /// SIGINT: Ctrl-C.
    case interrupt
    /// SIGTERM: Kubernetes ends the pod.
    case terminate
    /// SIGHUP: read the files again.
    case hangUp
  }

  /// Readable when a signal waits; never blocks.
  package let descriptor: FileDescriptor

  /// Blocks SIGINT, SIGTERM and SIGHUP for this thread and those it starts, and ignores SIGPIPE.
  ///
  /// SIGPIPE would end the program for a peer that closed its connection.
  package init() throws(WireError) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&set, signal) }
    let code = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    guard code == 0 else { throw WireError.system("block signals", code) }
    cs_ignore_sigpipe()
    let raw = unsafe signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
    guard raw >= 0 else { throw WireError.system("wait for signals") }
    descriptor = FileDescriptor(raw)
  }

  /// The next signal that arrived; nil when there is none.
  package borrowing func next() -> Signal? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while unsafe read(descriptor.raw, &info, size) == size {
      switch Int32(info.ssi_signo) {
      case SIGINT: return .interrupt
      case SIGTERM: return .terminate
      case SIGHUP: return .hangUp
      default: continue
      }
    }
    return nil
  }
}

internal import CSystem
internal import Glibc

/// Where lines are appended: a file, or the program's standard output.
///
/// The calls block. They are for the start of the program and for a thread that may wait.
final class LineFile: Sendable {
  private let descriptor: FileDescriptor

  /// Opens a file to append to, which is made when it is not there; `-` is standard output.
  ///
  /// What is told of requests is for the administrator: a new file is readable by its owner only.
  init(_ path: String) throws(FileError) {
    descriptor = FileDescriptor(try Self.open(path))
  }

  private static func open(_ path: String) throws(FileError) -> Int32 {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    while true {
      let raw =
        path == "-"
        ? fcntl(StandardStream.output.rawValue, F_DUPFD_CLOEXEC, 3)
        : unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      if raw >= 0 { return raw }
      guard errno == EINTR else { throw FileError(path: path, code: errno) }
    }
  }

  /// Writes bytes; gives the error and how many were written before it, or nil.
  func write(_ bytes: [UInt8]) -> (code: Int32, written: Int)? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.write(
          descriptor.raw, source.baseAddress.map { unsafe $0 + written }, source.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        // A pipe that somebody else made not to block.
        var wait = pollfd(fd: descriptor.raw, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&wait, 1, 1000)
      } else if errno != EINTR {
        return (errno, written)
      }
    }
    return nil
  }
}

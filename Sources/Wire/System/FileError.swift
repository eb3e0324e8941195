internal import CSystem

/// Why a file could not be read or written.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    case notFound
    case noPermission
    case isDirectory
    /// It holds more than this many bytes.
    case tooLarge(limit: Int)
    /// The path is empty or holds a NUL.
    case invalidPath
    /// Any other failure of a system call, by its `errno`.
    case system(Int32)
  }

  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The error of the system call that just failed on this thread.
  init(path: String, code: Int32) {
    self.path = path
    kind =
      switch code {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM: .noPermission
      case EISDIR: .isDirectory
      default: .system(code)
      }
  }

  package var description: String {
    let reason =
      switch kind {
      case .notFound: "no such file"
      case .noPermission: "permission denied"
      case .isDirectory: "is a directory, expected a file"
      case .tooLarge(let limit): "is larger than \(limit) bytes"
      case .invalidPath: "is no path of a file"
      case .system(let code):
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
      }
    return "\(path): \(reason)"
  }
}

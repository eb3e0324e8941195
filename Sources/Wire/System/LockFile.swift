internal import Glibc

/// A file whose being there says that somebody is changing another one, in the manner of kubectl:
/// `FILE.lock`.
///
/// Who dies with it leaves it behind, as kubectl does.
package enum LockFile {
  /// Makes the file; false when it is there already, so somebody else has the lock.
  package static func take(_ path: String) throws(FileError) -> Bool {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    while true {
      // No permissions at all, as kubectl makes it: there is nothing in it to read.
      let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_CLOEXEC, 0)
      if descriptor >= 0 {
        close(descriptor)
        return true
      }
      switch errno {
      case EINTR: continue
      case EEXIST: return false
      case let code: throw FileError(path: path, code: code)
      }
    }
  }

  /// Removes the file; only for who took it.
  package static func release(_ path: String) { _ = unsafe unlink(path) }
}

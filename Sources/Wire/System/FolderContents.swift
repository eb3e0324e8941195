internal import CSystem
internal import Glibc

/// Folders and what they hold.
///
/// The calls block. They are for the start of the program and for the threads of `Offload`.
package enum FolderContents {
  /// Makes a folder, and those above it that are missing; one that is there stays as it is.
  ///
  /// - Parameter mode: the permissions of what is made; the mask of the process does not apply to
  ///   the folder itself.
  package static func make(_ path: String, mode: UInt32 = 0o700) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    guard !isFolder(path) else { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]), mode: mode)
    }
    guard unsafe mkdir(path, mode) == 0 else {
      // A path that ends with a slash is there by now; so is what somebody else was faster with.
      let code = errno
      guard code == EEXIST, isFolder(path) else { throw FileError(path: path, code: code) }
      return
    }
    guard unsafe chmod(path, mode) == 0 else { throw FileError(path: path, code: errno) }
  }

  /// Whether there is a folder under that path, or a link to one.
  package static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// The permissions of a file or folder, such as 0o700; nil when there is none.
  package static func permissions(_ path: String) -> UInt32? {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
  }

  /// The names in a folder in the order of their bytes, without `.` and `..`.
  package static func names(_ path: String) throws(FileError) -> [String] {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    guard let folder = unsafe opendir(path) else { throw FileError(path: path, code: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

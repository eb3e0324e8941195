internal import Glibc

/// Where a path leads.
package enum FilePath {
  /// More links one after the other than the kernel follows.
  private static let mostLinks = 40

  /// The path from the root on, which means the same in any working directory.
  package static func absolute(_ path: String) throws(FileError) -> String {
    if path.utf8.first == UInt8(ascii: "/") { return path }
    guard let folder = unsafe getcwd(nil, 0) else { throw FileError(path: ".", code: errno) }
    defer { unsafe free(folder) }
    let text = unsafe String(cString: folder)
    return text == "/" ? "/\(path)" : "\(text)/\(path)"
  }

  /// The path at the end of the symbolic links that a path begins, whether or not a file is there;
  /// the path itself when it is no link.
  ///
  /// Only the last part of the path is looked at: links to folders lead to the same file anyway.
  package static func followed(_ path: String) throws(FileError) -> String {
    var here = path
    for _ in 0..<mostLinks {
      guard let target = try target(of: here) else { return here }
      here =
        if target.utf8.first == UInt8(ascii: "/") {
          target
        } else if let slash = here.lastIndex(of: "/") {
          String(here[...slash]) + target
        } else {
          target
        }
    }
    throw FileError(path: path, code: ELOOP)
  }

  /// What a link says; nil for what is no link, or is not there.
  private static func target(of path: String) throws(FileError) -> String? {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    var text = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &text, text.count)
    if count >= 0 {
      return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    switch errno {
    case EINVAL, ENOENT: return nil
    case let code: throw FileError(path: path, code: code)
    }
  }
}

internal import CSystem
internal import Glibc

/// Whole files of bounded size: configuration, certificates, tokens.
///
/// The calls block. They are for the start of the program and for the threads of `Offload`.
package enum FileContents {
  /// More than a kubeconfig with embedded certificates ever holds, and than a Secret may (1 MiB).
  package static let standardLimit = 4 * 1024 * 1024

  /// The bytes of a file; pipes are read to their end.
  package static func read(
    _ path: String, limit: Int = standardLimit
  ) throws(FileError) -> [UInt8] {
    let file = try openFile(path, O_RDONLY | O_CLOEXEC, mode: 0)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe Glibc.read(file.raw, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FileError(path: path, code: errno)
      }
      guard bytes.count + count <= limit else {
        throw FileError(path: path, kind: .tooLarge(limit: limit))
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes a file whole or not at all: readers see the old contents or the new ones.
  ///
  /// A new file with exactly these permissions takes the old one's place; a symbolic link is
  /// replaced, not followed. The bytes are on the disk before the name is.
  package static func write(
    _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600
  ) throws(FileError) {
    let temporary = "\(path).\(Hex.encode(RandomBytes.make(6)))"
    do throws(FileError) {
      try create(temporary, bytes, mode)
      guard unsafe rename(temporary, path) == 0 else { throw FileError(path: path, code: errno) }
    } catch {
      _ = unsafe unlink(temporary)
      throw FileError(path: path, kind: error.kind)
    }
  }

  private static func create(
    _ path: String, _ bytes: [UInt8], _ mode: UInt32
  ) throws(FileError) {
    let file = try openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o600)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe Glibc.write(
          file.raw, source.baseAddress.map { unsafe $0 + written }, source.count - written)
      }
      guard count >= 0 || errno == EINTR else { throw FileError(path: path, code: errno) }
      written += max(count, 0)
    }
    // The mask of the process does not apply to a mode that is set.
    guard fchmod(file.raw, mode) == 0, fsync(file.raw) == 0 else {
      throw FileError(path: path, code: errno)
    }
  }

  private static func openFile(
    _ path: String, _ flags: Int32, mode: mode_t
  ) throws(FileError) -> FileDescriptor {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path: path, kind: .invalidPath)
    }
    while true {
      let descriptor = unsafe open(path, flags, mode)
      if descriptor >= 0 { return FileDescriptor(descriptor) }
      guard errno == EINTR else { throw FileError(path: path, code: errno) }
    }
  }
}

internal import Foundation

/// A folder for the files of one run; the watchdog removes it at the end.
package struct Folder: Sendable {
  package let path: String

  /// A new folder, readable by this user only, among the machine's temporary files.
  package static func temporary(_ name: String) throws -> Folder {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(name)-\(UUID().uuidString.prefix(8))").path
    return try Folder(path: path)
  }

  /// A folder that is there already.
  package static func existing(_ path: String) throws -> Folder { try Folder(path: path) }

  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private init(path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.path = path
  }

  /// The path of a file inside, whether or not it exists.
  package func file(_ name: String) -> String { path + "/" + name }

  /// A folder inside, made where it is missing.
  package func folder(_ name: String) throws -> Folder { try Folder(path: file(name)) }

  /// Writes a file that only this user may read, and returns its path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let target = file(name)
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    return target
  }

  /// Writes a file anywhere, and the folder it is in.
  package static func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes a text file that only this user may read, and returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// An empty file under a name that was not used before.
  package func newFile(_ prefix: String) throws -> String {
    try write([], to: "\(prefix)-\(UUID().uuidString)")
  }

  /// The text of a file; empty when it is missing or not UTF-8.
  package static func text(of path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// The names in a folder; empty when there is none.
  package static func names(in path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  package static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}

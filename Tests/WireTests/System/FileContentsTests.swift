import Glibc
import Testing
import Wire

@Suite final class `A file's contents` {
  let folder: String

  init() throws {
    folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
    try #require(unsafe mkdir(folder, 0o700) == 0)
  }

  deinit {
    for name in ["a", "b", "link"] { _ = unsafe unlink("\(folder)/\(name)") }
    _ = unsafe rmdir(folder)
  }

  @Test func `are read as they were written`() throws {
    for count in [0, 1, 16_384, 16_385, 100_000] {
      let bytes = RandomBytes.make(count)
      try FileContents.write("\(folder)/a", bytes)
      #expect(try FileContents.read("\(folder)/a") == bytes)
    }
  }

  @Test func `are bounded`() throws {
    try FileContents.write("\(folder)/a", [1, 2, 3])
    #expect(try FileContents.read("\(folder)/a", limit: 3) == [1, 2, 3])
    let error = #expect(throws: FileError.self) {
      try FileContents.read("\(self.folder)/a", limit: 2)
    }
    #expect(error?.kind == .tooLarge(limit: 2))
    #expect(error?.description == "\(folder)/a: is larger than 2 bytes")
    #expect(throws: FileError.self) { try FileContents.read("/dev/zero") }
  }

  @Test func `are missed with a reason`() throws {
    let rows: [(String, FileError.Kind)] = [
      ("\(folder)/none", .notFound), ("\(folder)", .isDirectory), ("", .invalidPath),
      ("\(folder)/a\0b", .invalidPath), ("/dev/null/x", .notFound),
    ]
    for (path, kind) in rows {
      let error = #expect(throws: FileError.self) { try FileContents.read(path) }
      #expect(error?.kind == kind)
      #expect(error?.path == path)
    }
    #expect(throws: FileError(path: "\(folder)/none/a", kind: .notFound)) {
      try FileContents.write("\(self.folder)/none/a", [])
    }
  }

  @Test func `replace a link with exactly these permissions`() throws {
    let old = umask(0o077)
    defer { umask(old) }
    try FileContents.write("\(folder)/b", Array("old".utf8))
    #expect(unsafe symlink("\(folder)/b", "\(folder)/link") == 0)
    try FileContents.write("\(folder)/link", Array("new".utf8), mode: 0o644)
    #expect(try FileContents.read("\(folder)/b") == Array("old".utf8))
    #expect(try FileContents.read("\(folder)/link") == Array("new".utf8))
    var facts = stat()
    #expect(unsafe lstat("\(folder)/link", &facts) == 0)
    #expect(facts.st_mode == S_IFREG | 0o644)
  }
}

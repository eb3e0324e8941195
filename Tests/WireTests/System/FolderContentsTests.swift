import Glibc
import Testing
import Wire

@Suite final class `A folder's contents` {
  let folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"

  deinit {
    for name in ["b", "a"] { _ = unsafe unlink("\(folder)/inner/\(name)") }
    for name in ["/inner", ""] { _ = unsafe rmdir(folder + name) }
  }

  @Test func `are made and listed in the order of their bytes`() throws {
    #expect(!FolderContents.isFolder(folder))
    try FolderContents.make("\(folder)/inner/")
    try FolderContents.make("\(folder)/inner")
    #expect(FolderContents.isFolder("\(folder)/inner"))
    #expect(FolderContents.permissions(folder) == 0o700)
    for name in ["b", "a"] { try FileContents.write("\(folder)/inner/\(name)", []) }
    #expect(try FolderContents.names("\(folder)/inner") == ["a", "b"])
    #expect(!FolderContents.isFolder("\(folder)/inner/a"))
  }

  @Test func `are missed with a reason`() throws {
    #expect(throws: FileError(path: folder, kind: .notFound)) {
      try FolderContents.names(self.folder)
    }
    #expect(throws: FileError.self) { try FolderContents.make("/dev/null/x") }
    #expect(throws: FileError(path: "", kind: .invalidPath)) { try FolderContents.make("") }
    #expect(FolderContents.permissions(folder) == nil)
  }
}

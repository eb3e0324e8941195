import Glibc
import Testing
import Wire

@Suite final class `A lock file` {
  let path = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8))).lock"

  deinit { _ = unsafe unlink(path) }

  @Test func `is taken once, and again after it was released`() throws {
    #expect(try LockFile.take(path))
    #expect(FolderContents.permissions(path) == 0)
    #expect(try !LockFile.take(path))
    LockFile.release(path)
    #expect(FolderContents.permissions(path) == nil)
    #expect(try LockFile.take(path))
  }

  @Test func `that cannot be made is told with a reason`() {
    #expect(throws: FileError(path: "/dev/null/x", kind: .notFound)) {
      try LockFile.take("/dev/null/x")
    }
    #expect(throws: FileError(path: "", kind: .invalidPath)) { try LockFile.take("") }
  }
}

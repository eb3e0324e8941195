import Glibc
import Testing
import Wire

@Suite final class `A path` {
  let folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"

  init() throws { try FolderContents.make("\(folder)/inner") }

  deinit {
    for name in ["inner/relative", "inner/far", "absolute", "dangling", "round", "file"] {
      _ = unsafe unlink("\(folder)/\(name)")
    }
    for name in ["/inner", ""] { _ = unsafe rmdir(folder + name) }
  }

  private func link(_ name: String, to target: String) {
    #expect(unsafe symlink(target, "\(folder)/\(name)") == 0)
  }

  @Test func `is followed through links, relative and absolute`() throws {
    try FileContents.write("\(folder)/file", [])
    link("inner/relative", to: "../file")
    link("absolute", to: "\(folder)/inner/relative")
    #expect(try FilePath.followed("\(folder)/file") == "\(folder)/file")
    #expect(try FilePath.followed("\(folder)/absolute") == "\(folder)/inner/../file")
  }

  @Test func `is followed to what is not there yet`() throws {
    link("dangling", to: "inner/far")
    #expect(try FilePath.followed("\(folder)/dangling") == "\(folder)/inner/far")
    #expect(try FilePath.followed("\(folder)/nothing") == "\(folder)/nothing")
  }

  @Test func `that leads round is told`() {
    link("round", to: "round")
    #expect(throws: FileError(path: "\(folder)/round", kind: .system(ELOOP))) {
      try FilePath.followed("\(self.folder)/round")
    }
  }

  @Test func `is made absolute`() throws {
    #expect(try FilePath.absolute("/a/b") == "/a/b")
    let here = try FilePath.absolute("a/b")
    #expect(here.hasPrefix("/") && here.hasSuffix("/a/b"))
  }
}

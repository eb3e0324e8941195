import Glibc
import Testing

@testable import Wire

@Suite final class `A value made of files` {
  let folder: String

  init() throws {
    folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
    try #require(unsafe mkdir(folder, 0o700) == 0)
  }

  deinit { Self.remove(folder) }

  private static func remove(_ folder: String) {
    for name in (try? FolderContents.names(folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if unsafe unlink(path) != 0 { remove(path) }
    }
    _ = unsafe rmdir(folder)
  }

  private func write(_ name: String, _ text: String) throws {
    try FileContents.write("\(folder)/\(name)", Array(text.utf8))
  }

  /// The texts of two files, which must begin alike.
  private func pair() throws -> Reloaded<[String]> {
    try Reloaded(["\(folder)/cert", "\(folder)/key"]) { (files) throws(TLSError) in
      let texts = files.map { String(decoding: $0, as: UTF8.self) }
      guard texts[0].first == texts[1].first else { throw TLSError("the key is another's") }
      return texts
    }
  }

  /// What a look came to, in a word.
  private func look(_ reloaded: Reloaded<[String]>) -> String {
    switch reloaded.look() {
    case .unchanged: "unchanged"
    case .changed(let texts): "changed to \(texts.joined(separator: " and "))"
    case .failed(let reason): "failed: \(reason)"
    }
  }

  @Test func `is made anew when their bytes change, and only then`() throws {
    try write("cert", "a1")
    try write("key", "a2")
    let reloaded = try pair()
    #expect(reloaded.value == ["a1", "a2"])
    #expect(look(reloaded) == "unchanged")
    // The same bytes in a new file are no change.
    try write("cert", "a1")
    #expect(look(reloaded) == "unchanged")
    try write("cert", "a3")
    #expect(look(reloaded) == "changed to a3 and a2")
    #expect(reloaded.value == ["a3", "a2"])
    #expect(look(reloaded) == "unchanged")
  }

  @Test func `stays while they do not fit, which is told once, and is tried again`() throws {
    try write("cert", "a1")
    try write("key", "a2")
    let reloaded = try pair()
    try write("cert", "b1")
    #expect(look(reloaded) == "failed: the key is another's")
    #expect(look(reloaded) == "unchanged")
    #expect(reloaded.value == ["a1", "a2"])
    try write("key", "b2")
    #expect(look(reloaded) == "changed to b1 and b2")
    try write("key", "c2")
    #expect(look(reloaded) == "failed: the key is another's")
    // Back as it was.
    try write("key", "b2")
    #expect(look(reloaded) == "changed to b1 and b2")
  }

  @Test func `stays while one is missing`() throws {
    try write("cert", "a1")
    try write("key", "a2")
    let reloaded = try pair()
    _ = unsafe unlink("\(folder)/key")
    #expect(look(reloaded) == "failed: \(folder)/key: no such file")
    #expect(look(reloaded) == "unchanged")
    #expect(reloaded.value == ["a1", "a2"])
    try write("key", "a4")
    #expect(look(reloaded) == "changed to a1 and a4")
  }

  @Test func `is not made at all of files that do not fit at the start`() throws {
    try write("cert", "a1")
    try write("key", "b2")
    #expect(throws: TLSError("the key is another's")) { try self.pair() }
    #expect(throws: TLSError.self) {
      try Reloaded(["\(self.folder)/none"]) { (files) throws(TLSError) in files }
    }
  }

  /// As the kubelet mounts a Secret: files are links into `..data`, which is a link that is turned.
  @Test func `follows the link of a Secret's mount`() throws {
    func mount(_ name: String, _ letter: String) throws {
      try FolderContents.make("\(folder)/\(name)")
      try write("\(name)/cert", "\(letter)1")
      try write("\(name)/key", "\(letter)2")
      try #require(unsafe symlink(name, "\(folder)/..next") == 0)
      try #require(unsafe rename("\(folder)/..next", "\(folder)/..data") == 0)
    }
    try mount("..2026_1", "a")
    for name in ["cert", "key"] {
      try #require(unsafe symlink("..data/\(name)", "\(folder)/\(name)") == 0)
    }
    let reloaded = try pair()
    #expect(reloaded.value == ["a1", "a2"])
    try mount("..2026_2", "b")
    #expect(look(reloaded) == "changed to b1 and b2")
    Self.remove("\(folder)/..2026_1")
    #expect(look(reloaded) == "unchanged")
  }

  @Test(.timeLimit(.minutes(5))) func `is followed until the task is cancelled`() async throws {
    try write("cert", "a1")
    try write("key", "a2")
    let reloaded = try pair()
    try await onLoops { loops in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loops.first) {
          await reloaded.follow(every: .milliseconds(1)) { _ in }
        }
        try FileContents.write(reloaded.paths[1], Array("a5".utf8))
        #expect(await loops.first.turns { reloaded.value == ["a1", "a5"] })
        group.cancelAll()
      }
    }
  }
}

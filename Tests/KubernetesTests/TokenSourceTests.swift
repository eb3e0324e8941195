import Glibc
import Kubernetes
import Synchronization
import Testing
import Wire

struct TokenSourceTests {
  @Test(arguments: [
    ("abc", "abc"), (" abc\r\n", "abc"), ("", nil), (" \n", nil), ("a b", nil), ("a\nb", nil),
    ("a\u{0}b", nil), ("\u{e9}", nil),
  ])
  func `reads a token file`(_ text: String, _ token: String?) {
    #expect(TokenSource.token(in: Array(text.utf8)) == token)
  }

  @Test func `never says the token`() {
    #expect(!"\(TokenSource.inline("secret"))".contains("secret"))
    let credential = ClusterAccess.Credential(
      certificate: ClientCertificate(chain: [1], key: [2]), token: .inline("secret"))
    #expect(!"\(credential)".contains("secret"))
  }

  @Test func `a token file is read once a minute, and at once after a refusal`() async throws {
    let reads = Mutex(0)
    let provider = TokenProvider(source: .file(path: "/t")) { _ throws(FileFailure) in
      reads.withLock { $0 += 1 }
      return Array("token-\(reads.withLock { $0 })\n".utf8)
    }
    #expect(try await provider.token(now: .seconds(0)) == "token-1")
    #expect(try await provider.token(now: .seconds(59)) == "token-1")
    #expect(try await provider.token(now: .seconds(60)) == "token-2")
    provider.refused("token-1")
    #expect(try await provider.token(now: .seconds(61)) == "token-2")
    provider.refused("token-2")
    #expect(try await provider.token(now: .seconds(61)) == "token-3")
  }

  /// As the kubelet does it: `..data` is turned to a folder with the new token.
  @Test func `a bound token's file that rotates on the disk is followed`() async throws {
    let folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
    defer { Self.remove(folder) }
    func turn(to token: String) throws {
      try FolderContents.make("\(folder)/\(token)")
      try FileContents.write("\(folder)/\(token)/token", Array(token.utf8))
      try #require(unsafe symlink(token, "\(folder)/..next") == 0)
      try #require(unsafe rename("\(folder)/..next", "\(folder)/..data") == 0)
    }
    try turn(to: "one")
    try #require(unsafe symlink("..data/token", "\(folder)/token") == 0)
    let provider = TokenProvider(source: .file(path: "\(folder)/token")) {
      (path) throws(FileFailure) in
      do throws(FileError) { return try FileContents.read(path) } catch { throw .missing }
    }
    #expect(try await provider.token(now: .zero) == "one")
    try turn(to: "two")
    #expect(try await provider.token(now: .seconds(30)) == "one")
    #expect(try await provider.token(now: .seconds(60)) == "two")
    try turn(to: "three")
    provider.refused("two")
    #expect(try await provider.token(now: .seconds(61)) == "three")
  }

  private static func remove(_ folder: String) {
    for name in (try? FolderContents.names(folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if unsafe unlink(path) != 0 { remove(path) }
    }
    _ = unsafe rmdir(folder)
  }

  @Test func `an unreadable token file keeps the last token, and without one is an error`()
    async throws
  {
    let content = Mutex<[UInt8]?>(nil)
    let provider = TokenProvider(source: .file(path: "/t")) { _ throws(FileFailure) in
      guard let bytes = content.withLock({ $0 }) else { throw .missing }
      return bytes
    }
    await #expect(throws: APIError.noCredential("/t does not exist")) {
      try await provider.token(now: .zero)
    }
    content.withLock { $0 = Array("one".utf8) }
    #expect(try await provider.token(now: .zero) == "one")
    content.withLock { $0 = nil }
    #expect(try await provider.token(now: .seconds(100)) == "one")
    content.withLock { $0 = [] }
    #expect(try await provider.token(now: .seconds(200)) == "one")
  }
}

import Kubernetes
import Synchronization
import Testing

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

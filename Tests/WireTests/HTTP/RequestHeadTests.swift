import Testing
import Wire

@Suite struct `Request heads` {
  @Test func `are read with everything the proxy asks of them`() throws {
    let text =
      "POST /api/v1/namespaces?watch=1 HTTP/1.1\r\nHost: api:6443\r\naccept:  a/b \t\r\n"
      + "X-Thing:\r\nContent-Length: 12\r\nConnection: keep-alive\r\nACCEPT: c/d\r\n\r\nbody"
    let (head, consumed) = try #require(try readRequest(text))
    #expect(consumed == text.utf8.count - 4)
    #expect(head.method == "POST")
    #expect(head.target == "/api/v1/namespaces?watch=1")
    #expect(Array(head.targetBytes) == Array("/api/v1/namespaces?watch=1".utf8))
    #expect(head.version == .http1_1)
    #expect(head.body == .fixed(12))
    #expect(head.keepAlive)
    #expect(!head.expectsContinue)
    #expect(!head.asksForUpgrade)
    #expect(head.fields[.host] == "api:6443")
    #expect(head.fields.values(of: .accept) == ["a/b", "c/d"])
    #expect(head.fields.map(\.name).joined(separator: " ")
      == "Host accept X-Thing Content-Length Connection ACCEPT")
    #expect(head.fields[named: "x-THING"] == "")
  }
}

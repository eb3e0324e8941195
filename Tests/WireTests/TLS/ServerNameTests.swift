import Testing

@testable import Wire

@Suite struct `A server's name` {
  @Test(arguments: [
    ("Kubernetes.default.svc", "kubernetes.default.svc", false), ("a.b.", "a.b", false),
    ("a_b-c", "a_b-c", false), ("10.0.0.1", "10.0.0.1", true), ("[fe80::1%eth0]", "fe80::1", true),
    ("FE80::A", "fe80::a", true), ("999.1.1.1", "999.1.1.1", false),
  ])
  func `is a DNS name or an address`(_ spelling: String, _ text: String, _ isAddress: Bool) throws {
    let name = try ServerName(spelling)
    #expect(name.text == text)
    #expect(name.isAddress == isAddress)
  }

  @Test(arguments: [
    "", ".", "[]", "a b", "a\0", "::1\0", "a\n", "*.test", "a:6443", "1.2.3.4:443", "user@host",
    String(repeating: "a", count: 254),
  ])
  func `is refused when it is neither`(_ spelling: String) {
    #expect(throws: TLSError.self) { try ServerName(spelling) }
  }
}

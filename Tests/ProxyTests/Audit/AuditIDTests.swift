import Testing
import Wire

@testable import Proxy

@Suite struct AuditIDTests {
  @Test func `each request has another random UUID`() {
    var ids = AuditIDs()
    var seen: Set<String> = []
    var bytes: [UInt8] = []
    for _ in 0..<1_000 {
      ids.next(into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(
        text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
          != nil)
      seen.insert(text)
    }
    #expect(seen.count == 1_000)
  }

  @Test(arguments: [
    ("a", true), ("2f6b5c6e-90c2-4b5e-8f0a-7a9c1f1a7d11", true), ("A_1.b:c", true),
    (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
    ("", false), ("a b", false), ("é", false), ("a\"b", false), ("a/b", false), ("a,b", false),
  ])
  func `a client's is kept if it is a short word`(_ id: String, _ isKept: Bool) {
    #expect(AuditIDs.isKept(id.utf8.span) == isKept)
  }

  @Test(arguments: [
    (["mine"], true), ([], false), (["one", "two"], false), (["not a word"], false),
  ])
  func `the request has exactly one, which is told`(_ values: [String], _ isKept: Bool) throws {
    var fields = Fields()
    for value in values { try fields.append("audit-id", value: value) }
    let record = RequestRecord()
    record.begin()
    record.identify(&fields)
    let told = String(decoding: record.auditID, as: UTF8.self)
    #expect(fields.values(of: .auditID) == [told])
    #expect((told == "mine") == isKept)
    #expect(told.utf8.count == (isKept ? 4 : AuditIDs.length))
  }
}

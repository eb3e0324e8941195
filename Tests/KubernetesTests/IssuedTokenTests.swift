import JSON
import Kubernetes
import Testing

@Suite struct `An issued token` {
  @Test func `is read as the API server tells it`() throws {
    let token = try IssuedToken(answer: Fixture.json("tokenrequest.json"))
    #expect(token.token.hasPrefix("REDACTED."))
    #expect(token.expiration.hasSuffix("Z"))
    let credential = token.credential
    #expect(credential["apiVersion"] == "client.authentication.k8s.io/v1")
    #expect(credential["kind"] == "ExecCredential")
    #expect(credential["status", "token"]?.string == token.token)
    #expect(credential["status", "expirationTimestamp"]?.string == token.expiration)
  }

  @Test(arguments: [
    #"{}"#, #"{"kind":"TokenRequest"}"#,
    #"{"kind":"TokenRequest","status":{"token":"","expirationTimestamp":"2026-11-27T10:00:00Z"}}"#,
    #"{"kind":"TokenRequest","status":{"token":"a b","expirationTimestamp":"2026-11-27T10:00:00Z"}}"#,
    #"{"kind":"TokenRequest","status":{"token":"a\n","expirationTimestamp":"2026-11-27T10:00:00Z"}}"#,
    #"{"kind":"TokenRequest","status":{"token":"a"}}"#,
    #"{"kind":"TokenRequest","status":{"token":"a","expirationTimestamp":"soon"}}"#,
    #"{"kind":"Status","status":{"token":"a","expirationTimestamp":"2026-11-27T10:00:00Z"}}"#,
  ])
  func `is none when anything is missing`(_ text: String) throws {
    let answer = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: APIError.self) { try IssuedToken(answer: answer) }
  }

  @Test func `is asked for at the service account`() async throws {
    let answer = #"""
      {"kind":"TokenRequest","status":{"token":"t","expirationTimestamp":"2026-11-27T10:00:00Z"}}
      """#
    let transport = ScriptedTransport([.json(answer, status: 201)])
    let client = APIClient(
      transport: transport, basePath: "/base", token: nil, version: "1", pace: FakePace().pace)
    let token = try await client.token(of: "123456", in: "dispatch", seconds: 600)
    #expect(token == IssuedToken(token: "t", expiration: "2026-11-27T10:00:00Z"))
    #expect(
      transport.targets == [
        "POST /base/api/v1/namespaces/dispatch/serviceaccounts/123456/token"
      ])
    let body = try JSONValue(parsing: transport.requests[0].body ?? [])
    #expect(body["spec", "expirationSeconds"]?.int == 600)
    #expect(body["spec", "audiences"] == nil)
  }
}

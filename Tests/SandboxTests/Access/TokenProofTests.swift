import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

struct TokenProofTests {
  private static let start = TokenFixture.now.seconds

  private static func refusal(
    of token: String, by tokens: ServiceAccountTokens, for wanted: [String]? = nil,
    at now: Int64 = start
  ) -> String? {
    do throws(ServiceAccountTokens.Refusal) {
      _ = try tokens.proof(of: token, for: wanted, at: now)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `proves the service account`() throws {
    let fixture = try TokenFixture()
    let token = try fixture.token()
    let id = SignedToken(token)?.payload["jti"]?.string ?? ""
    let proof = try fixture.tokens.proof(of: token, at: Self.start)
    #expect(
      proof?.user
        == UserInfo(
          username: "system:serviceaccount:oil-production:robot", uid: "uid-robot",
          groups: ["system:serviceaccounts", "system:serviceaccounts:oil-production"],
          extra: [
            UserInfo.Extra(
              key: "authentication.kubernetes.io/credential-id", values: ["JTI=\(id)"])
          ]))
    #expect(proof?.audiences == ["https://kubernetes.default.svc.cluster.local"])
  }

  @Test func `tells the pod and the node of a pod's token`() throws {
    let fixture = try TokenFixture()
    let token = try fixture.token(["boundObjectRef": ["kind": "Pod", "name": "p"]])
    let extra = try fixture.tokens.proof(of: token, at: Self.start)?.user.extra ?? []
    #expect(
      extra.map { "\($0.key)=\($0.values)" }.dropFirst() == [
        #"authentication.kubernetes.io/node-name=["n"]"#,
        #"authentication.kubernetes.io/node-uid=["uid-n"]"#,
        #"authentication.kubernetes.io/pod-name=["p"]"#,
        #"authentication.kubernetes.io/pod-uid=["uid-p"]"#,
      ])
  }

  @Test(
    arguments: [
      (3600 + 60, nil), (3600 + 61, "service account token has expired"),
      (-60, nil), (-61, "service account token is not valid yet"),
    ] as [(Int64, String?)])
  func `keeps to the times with a minute's leeway`(_ later: Int64, _ reason: String?) throws {
    let fixture = try TokenFixture()
    let token = try fixture.token()
    #expect(Self.refusal(of: token, by: fixture.tokens, at: Self.start + later) == reason)
  }

  @Test func `is for its audiences`() throws {
    let fixture = try TokenFixture()
    let token = try fixture.token(["audiences": ["vault", "mesh"]])
    #expect(
      Self.refusal(of: token, by: fixture.tokens)
        == #"token audiences ["vault" "mesh"] is invalid for the target audiences "#
        + #"["https://kubernetes.default.svc.cluster.local"]"#)
    let proof = try fixture.tokens.proof(of: token, for: ["mesh", "x"], at: Self.start)
    #expect(proof?.audiences == ["mesh"])
  }

  @Test(arguments: [
    ("ServiceAccount", "robot", "", #"serviceaccounts "robot" not found"#),
    ("Secret", "s", "", "service account token has been invalidated"),
    (
      "ServiceAccount", "robot", "new",
      "service account UID (new) does not match claim (uid-robot)"
    ),
    (
      "Secret", "s", "new",
      "secret UID (new) does not match service account secret ref claim (uid-s)"
    ),
  ])
  func `dies with what it is bound to`(
    _ kind: String, _ name: String, _ uid: String, _ reason: String
  ) throws {
    let fixture = try TokenFixture()
    let token = try fixture.token(["boundObjectRef": ["kind": "Secret", "name": "s"]])
    #expect(Self.refusal(of: token, by: fixture.tokens) == nil)
    var object = TokenFixture.object(kind, name)
    if uid.isEmpty {
      try AccessFixture.remove(object, from: fixture.store)
    } else {
      object["metadata"]?["uid"] = .string(uid)
      try AccessFixture.put(object, in: fixture.store)
    }
    #expect(Self.refusal(of: token, by: fixture.tokens) == reason)
  }

  @Test(arguments: [(60, true), (61, false)] as [(Int64, Bool)])
  func `outlives the request to delete its account by a minute`(
    _ later: Int64, _ isBelieved: Bool
  ) throws {
    let fixture = try TokenFixture()
    let token = try fixture.token()
    var account = TokenFixture.object("ServiceAccount", "robot")
    account["metadata"]?["deletionTimestamp"] = .string(TokenFixture.now.rfc3339())
    try AccessFixture.put(account, in: fixture.store)
    let refusal = Self.refusal(of: token, by: fixture.tokens, at: Self.start + later)
    #expect((refusal == nil) == isBelieved)
  }

  @Test func `is not believed when anything of it is another`() throws {
    let fixture = try TokenFixture()
    let token = try fixture.token()
    let signed = try #require(SignedToken(token))
    let parts = token.split(separator: ".").map(String.init)
    func made(_ header: JSONValue, _ payload: JSONValue, _ signature: String) -> String {
      [header, payload].map { Base64.encode($0.encoded(), .url) }.joined(separator: ".")
        + "." + signature
    }
    var payload = signed.payload
    payload["sub"] = "system:serviceaccount:kube-system:robot"
    let forged = "go-jose/go-jose: error in cryptographic primitive"
    #expect(
      Self.refusal(of: made(signed.header, payload, parts[2]), by: fixture.tokens) == forged)
    for header: JSONValue in [
      ["alg": "none", "kid": .string(fixture.tokens.keyID)], ["alg": "HS256"], [:],
    ] {
      let other = made(header, signed.payload, parts[2])
      #expect(Self.refusal(of: other, by: fixture.tokens) == forged)
    }
    let unknown = made(["alg": "RS256", "kid": "x"], signed.payload, parts[2])
    #expect(
      Self.refusal(of: unknown, by: fixture.tokens) == "invalid signature, no keys found")
  }

  @Test(arguments: ["", "x", "a.b.c", "e30.e30.e30", "e30.e30", "..", "token-alice"])
  func `is no token of this server`(_ text: String) throws {
    let fixture = try TokenFixture()
    #expect(try fixture.tokens.proof(of: text, at: Self.start) == nil)
  }
}

import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

struct TokenRequestTests {
  @Test func `answers with members in the recorded order`() throws {
    let fixture = try TokenFixture()
    var recorded = try AccessFixture.json("tokenrequest.json")
    var answer = try fixture.answer(
      ["expirationSeconds": 3600],
      metadata: ["managedFields": recorded["metadata", "managedFields"] ?? .null])
    recorded["metadata"]?["uid"] = "uid-robot"
    recorded["metadata"]?["creationTimestamp"] = answer["metadata", "creationTimestamp"]
    recorded["status"] = ["token": "", "expirationTimestamp": "2026-11-22T00:26:28Z"]
    answer["status"]?["token"] = ""
    #expect(answer.description == recorded.description)
  }

  @Test func `keeps the metadata that was sent, in the API's order`() throws {
    let metadata = try TokenFixture().answer(
      [:],
      metadata: [
        "generateName": "q", "uid": "uid-robot", "resourceVersion": "5", "labels": ["a": "b"],
        "managedFields": [],
      ])["metadata"]
    #expect(
      metadata?.object?.keys == [
        "name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp",
        "labels", "managedFields",
      ])
  }

  /// The claims of a token of the recorded server.
  private static let recordedClaims =
    #"{"aud":["https://kubernetes.default.svc.cluster.local"],"exp":1795307188,"iat":1795303588,"#
    + #""iss":"https://kubernetes.default.svc.cluster.local","#
    + #""jti":"efa4816a-d0f4-43d1-b94b-f79e83d73bce","kubernetes.io":{"namespace":"#
    + #""oil-production","serviceaccount":{"name":"robot","#
    + #""uid":"25e1ef00-392c-47a4-8f8b-78ae8324b1da"}},"nbf":1795303588,"#
    + #""sub":"system:serviceaccount:oil-production:robot"}"#

  @Test func `reads and writes the recorded claims`() throws {
    let claims = TokenClaims(try JSONValue(parsing: Array(Self.recordedClaims.utf8)))
    #expect(claims.json.description == Self.recordedClaims)
    #expect(claims.serviceAccount.name == "robot")
  }

  @Test func `issues claims like the recorded ones`() throws {
    let token = try #require(SignedToken(try TokenFixture().token()))
    #expect(token.header.object?.keys == ["alg", "kid"])
    #expect(token.signature.count == 256)
    let id = token.payload["jti"]?.string ?? ""
    #expect(
      id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
        != nil)
    #expect(
      token.payload.description
        == #"{"aud":["https://kubernetes.default.svc.cluster.local"],"exp":1795307188,"#
        + #""iat":1795303588,"iss":"https://kubernetes.default.svc.cluster.local","jti":"\#(id)","#
        + #""kubernetes.io":{"namespace":"oil-production","serviceaccount":{"name":"robot","#
        + #""uid":"uid-robot"}},"nbf":1795303588,"#
        + #""sub":"system:serviceaccount:oil-production:robot"}"#)
  }

  @Test(
    arguments: [
      (["kind": "Pod", "name": "p"], ["pod": "uid-p", "node": "uid-n"]),
      (
        ["kind": "Pod", "apiVersion": "v1", "name": "p", "uid": "uid-p"],
        ["pod": "uid-p", "node": "uid-n"]
      ),
      (["kind": "Pod", "name": "lost"], ["pod": "uid-lost", "node": ""]),
      (["kind": "Secret", "name": "s"], ["secret": "uid-s"]),
      (["kind": "Node", "name": "n"], ["node": "uid-n"]),
    ] as [(JSONValue, [String: String])])
  func `binds a token to an object`(_ reference: JSONValue, _ uids: [String: String]) throws {
    let fixture = try TokenFixture()
    let answer = try fixture.answer(["boundObjectRef": reference])
    #expect(answer["spec", "boundObjectRef"] == reference)
    let token = SignedToken(answer["status", "token"]?.string ?? "")
    let claims = token?.payload["kubernetes.io"]
    for key in ["pod", "node", "secret"] {
      #expect(claims?[key].map { $0["uid"]?.string ?? "" } == uids[key])
    }
  }

  @Test func `lets a pod's projected token live on and warn`() throws {
    let fixture = try TokenFixture()
    let spec: JSONValue = [
      "expirationSeconds": 3607, "boundObjectRef": ["kind": "Pod", "name": "p"],
    ]
    let claims = SignedToken(try fixture.token(spec))?.payload
    #expect(claims?["kubernetes.io", "warnafter"]?.int == 1_795_303_588 + 3607)
    #expect(claims?["exp"]?.int == 1_795_303_588 + 31_536_000)
    var elsewhere = spec
    elsewhere["audiences"] = ["vault"]
    #expect(
      SignedToken(try fixture.token(elsewhere))?.payload["exp"]?.int == 1_795_303_588 + 3607)
  }

  @Test(
    arguments: [
      (
        ["expirationSeconds": 599], [:], 422,
        #"TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid "#
          + #"value: "#
          + "599: may not specify a duration less than 10 minutes"
      ),
      (
        ["expirationSeconds": 4_294_967_297], [:], 422,
        #"TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid "#
          + #"value: "#
          + "4294967297: may not specify a duration larger than 2^32 seconds"
      ),
      (
        [:], ["name": "x"], 422,
        #"TokenRequest.authentication.k8s.io "robot" is invalid: metadata.name: Invalid value: "#
          + #""x": "#
          + "must match the service account name if specified"
      ),
      (
        [:], ["namespace": "x"], 422,
        #"TokenRequest.authentication.k8s.io "robot" is invalid: metadata.namespace: Invalid "#
          + #"value: "#
          + #""x": must match the service account namespace if specified"#
      ),
      (
        [:], ["uid": "x"], 409,
        #"Operation cannot be fulfilled on TokenRequest.authentication.k8s.io "robot": the UID in "#
          + "the token request (x) does not match the UID of the service account (uid-robot)"
      ),
      (
        ["boundObjectRef": ["kind": "Secret", "name": "x"]], [:], 404, #"secrets "x" not found"#
      ),
      (
        ["boundObjectRef": ["kind": "Secret", "name": "s", "uid": "x"]], [:], 409,
        #"Operation cannot be fulfilled on Secret "s": the UID in the bound object reference "#
          + #"(x) does "#
          + "not match the UID in record. The object might have been deleted and then recreated"
      ),
      (
        ["boundObjectRef": ["kind": "Pod", "name": "other"]], [:], 400,
        #"cannot bind token for serviceaccount "robot" to pod running with different "#
          + "serviceaccount name."
      ),
      (
        ["boundObjectRef": ["kind": "ConfigMap", "apiVersion": "v1", "name": "x"]], [:], 400,
        "cannot bind token to object of type /v1, Kind=ConfigMap"
      ),
      (
        ["boundObjectRef": ["kind": "Pod", "apiVersion": "x/v1", "name": "p"]], [:], 400,
        "cannot bind token to object of type x/v1, Kind=Pod"
      ),
    ] as [(JSONValue, JSONValue, Int, String)])
  func `refuses`(
    _ spec: JSONValue, _ metadata: JSONValue, _ code: Int, _ message: String
  ) throws {
    let fixture = try TokenFixture()
    let refusal = #expect(throws: Status.self) {
      try fixture.answer(spec, metadata: metadata)
    }
    #expect(refusal?.code == code)
    #expect(refusal?.message == message)
  }

  @Test func `knows no account, no token`() throws {
    let fixture = try TokenFixture()
    let refusal = #expect(throws: Status.self) {
      try fixture.tokens.answer([:], namespace: "default", name: "robot", now: TokenFixture.now)
    }
    #expect(refusal?.message == #"serviceaccounts "robot" not found"#)
  }

  @Test func `publishes its key in the recorded form`() throws {
    let tokens = try TokenFixture().tokens
    var recorded = try AccessFixture.json("oidc.jwks.json")
    var keys = tokens.keySet
    #expect(keys["keys"]?[0]?["e"] == recorded["keys"]?[0]?["e"])
    #expect(keys["keys"]?[0]?["kid"]?.string?.utf8.count == 43)
    #expect(keys["keys"]?[0]?["n"]?.string?.utf8.count == 342)
    func blank(_ keys: inout JSONValue) {
      var key = keys["keys"]?[0]
      for name in ["kid", "n"] { key?[name] = "" }
      keys["keys"] = .array([key ?? .null])
    }
    blank(&keys)
    blank(&recorded)
    #expect(keys.description == recorded.description)
    let configuration = try AccessFixture.json("oidc.wellknown.json").description
    #expect(tokens.configuration(address: "127.0.0.1:16443").description == configuration)
  }
}

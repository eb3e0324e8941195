import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

struct ReviewsTests {
  /// Reviews of a cluster where alice owns oil-production.
  private static func reviews() throws -> Reviews {
    let fixture = try TokenFixture()
    for object in BootstrapPolicy.objects + [
      AccessFixture.binding(
        "owner", in: "oil-production", of: "admin", to: [AccessFixture.user("alice")])
    ] {
      try AccessFixture.put(object, in: fixture.store)
    }
    return Reviews(
      authorizer: Authorizer(store: fixture.store),
      authentication: Authentication(
        tokens: fixture.tokens,
        staticTokens: [
          (
            "token-alice",
            UserInfo(username: "alice", uid: "uid-alice", groups: ["projectcapsule.dev"])
          )
        ]))
  }

  private static func answer(
    _ body: JSONValue, by user: UserInfo = AccessFixture.alice, in namespace: String = ""
  ) throws -> JSONValue {
    try reviews().answer(body, by: user, in: namespace, now: TokenFixture.now)
  }

  @Test(arguments: [
    "review.sar.alice.json", "review.ssar.alice.list-ns.json", "review.ssar.alice.pods-oil.json",
    "review.tokenreview.invalid.json",
  ])
  func `answers as recorded`(_ name: String) throws {
    let recorded = try AccessFixture.json(name)
    var body = recorded
    body["status"] = nil
    #expect(try Self.answer(body).description == recorded.description)
  }

  @Test func `tells whom a token of the list proves`() throws {
    let recorded = try AccessFixture.json("review.tokenreview.static-alice.json")
    var body = recorded
    body["status"] = nil
    body["spec"]?["token"] = "token-alice"
    #expect(
      try Self.answer(body)["status"]?.description == recorded["status"]?.description)
  }

  @Test func `tells whom a service account's token proves`() throws {
    let recorded = try AccessFixture.json("review.tokenreview.sa.json")
    let token = try TokenFixture().token()
    var body = recorded
    body["status"] = nil
    body["spec"]?["token"] = .string(token)
    let id = SignedToken(token)?.payload["jti"]?.string ?? ""
    var expected = recorded["status"] ?? .null
    expected["user"]?["uid"] = "uid-robot"
    expected["user"]?["extra"] = [
      "authentication.kubernetes.io/credential-id": [.string("JTI=\(id)")]
    ]
    #expect(try Self.answer(body)["status"]?.description == expected.description)
  }

  @Test func `tells why a token proves nobody`() throws {
    let token = try TokenFixture().token(["audiences": ["vault"]])
    let body: JSONValue = ["kind": "TokenReview", "spec": ["token": .string(token)]]
    #expect(
      try Self.answer(body)["status"]?.description
        == #"{"user":{},"error":"[invalid bearer token, token audiences [\"vault\"] is invalid "#
        + #"for "#
        + #"the target audiences [\"https://kubernetes.default.svc.cluster.local\"]]"}"#)
    var other = body
    other["spec"]?["audiences"] = ["mesh", "vault"]
    #expect(try Self.answer(other)["status", "audiences"] == ["vault"])
    other["spec"] = ["token": "token-alice", "audiences": ["mesh"]]
    #expect(
      try Self.answer(other)["status"]?.description
        == #"{"user":{},"error":"invalid bearer token"}"#)
  }

  @Test func `tells the caller who they are`() throws {
    var recorded = try AccessFixture.json("review.selfsubjectreview.alice.json")
    recorded["metadata"]?["creationTimestamp"] = "2026-11-21T23:26:28Z"
    let body: JSONValue = [
      "kind": "SelfSubjectReview", "apiVersion": "authentication.k8s.io/v1", "metadata": [:],
    ]
    #expect(try Self.answer(body).description == recorded.description)
  }

  @Test func `lists the caller's rules`() throws {
    let recorded = try AccessFixture.json("review.ssrr.alice.json")
    let answer = try Self.answer([
      "kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1",
      "metadata": ["managedFields": []], "spec": ["namespace": "oil-production"],
    ])
    // The order of the paths is that of a Go map there.
    var (one, other) = (answer, recorded)
    for key in ["nonResourceRules"] {
      one["status"]?[key] = .null
      other["status"]?[key] = .null
    }
    #expect(one.description == other.description)
    #expect(answer["status", "nonResourceRules"]?.array?.count == 2)
  }

  @Test func `tells of somebody in one namespace`() throws {
    let body: JSONValue = [
      "kind": "LocalSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
      "metadata": ["namespace": "oil-production"],
      "spec": [
        "resourceAttributes": ["namespace": "oil-production", "verb": "get", "resource": "pods"],
        "user": "alice",
      ],
    ]
    let answer = try Self.answer(body, in: "oil-production")
    #expect(answer["status", "allowed"] == true)
    var bare = body
    bare["metadata"] = [:]
    #expect(try Self.answer(bare, in: "oil-production") == answer)
    #expect(
      throws: Status.badRequest("spec.resourceAttributes.namespace must match namespace: gas")
    ) { try Self.answer(body, in: "gas") }
  }

  @Test(
    arguments: [
      (
        ["kind": "SubjectAccessReview", "spec": [:]],
        "[spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or "
          + #"resourceAttributes must be specified, spec.user: Invalid value: "": at least one of "#
          + "user or group must be specified]"
      ),
      (
        [
          "kind": "SelfSubjectAccessReview",
          "spec": [
            "resourceAttributes": ["verb": "get"],
            "nonResourceAttributes": ["path": "/x", "verb": "get"],
          ],
        ],
        #"spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: cannot be "#
          + #"specified "#
          + "in combination with resourceAttributes"
      ),
      (
        [
          "kind": "SelfSubjectAccessReview", "metadata": ["name": "x"],
          "spec": ["resourceAttributes": ["verb": "get"]],
        ],
        #"metadata: Invalid value: {"name":"x"}: must be empty"#
      ),
      (
        [
          "kind": "LocalSubjectAccessReview", "metadata": ["name": "x"],
          "spec": [
            "user": "a", "nonResourceAttributes": ["path": "/x"],
          ],
        ],
        #"[metadata: Invalid value: {"name":"x","namespace":"ns"}: must be empty except for "#
          + #"namespace, spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":""}: "#
          + "disallowed on this kind of request]"
      ),
      (
        [
          "kind": "LocalSubjectAccessReview",
          "spec": ["groups": ["a"], "resourceAttributes": ["namespace": "x"]],
        ],
        #"spec.resourceAttributes.namespace: Invalid value: "x": must match metadata.namespace"#
      ),
      (
        [
          "kind": "SelfSubjectAccessReview",
          "spec": [
            "resourceAttributes": [
              "fieldSelector": [:],
              "labelSelector": [
                "rawSelector": "a", "requirements": [["key": "a", "operator": "In"]],
              ],
            ]
          ],
        ],
        "[spec.resourceAttributes.fieldSelector.requirements: Required value: when "
          + "spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is "
          + #"required, spec.resourceAttributes.labelSelector.rawSelector: Invalid value: "a": "#
          + #"may "#
          + "not specified at the same time as requirements, "
          + "spec.resourceAttributes.labelSelector.requirements[0].values: Required value: must be "
          + "specified when `operator` is 'In' or 'NotIn']"
      ),
    ] as [(JSONValue, String)])
  func `refuses what asks nothing sound`(_ body: JSONValue, _ problems: String) throws {
    let refusal = #expect(throws: Status.self) { try Self.answer(body, in: "ns") }
    #expect(refusal?.code == 422)
    #expect(refusal?.message == #".authorization.k8s.io "" is invalid: "# + problems)
    #expect(refusal?.details?.group == "authorization.k8s.io")
  }

  @Test(
    arguments: [
      (
        ["kind": "TokenReview", "spec": [:]], "token is required for TokenReview in authentication"
      ),
      (["kind": "SelfSubjectRulesReview", "spec": [:]], "no namespace on request"),
    ] as [(JSONValue, String)])
  func `refuses what lacks the essential`(_ body: JSONValue, _ message: String) throws {
    #expect(throws: Status.badRequest(message)) { try Self.answer(body) }
  }

  @Test(
    arguments: [
      (["labelSelector": ["rawSelector": "a in"]], "labelSelector ignored"),
      (["fieldSelector": ["rawSelector": "a"]], "fieldSelector ignored"),
      (
        [
          "labelSelector": [
            "requirements": [
              ["key": "a", "operator": "Exists"], ["key": "a", "operator": "Near"],
            ]
          ]
        ], "labelSelector partially ignored"
      ),
    ] as [(JSONValue, String)])
  func `tells of selectors it cannot read`(_ attributes: JSONValue, _ fault: String) throws {
    let answer = try Self.answer([
      "kind": "SelfSubjectAccessReview", "spec": ["resourceAttributes": attributes],
    ])
    #expect(
      answer["status", "evaluationError"]
        == .string("spec.resourceAttributes.\(fault) due to parse error"))
  }

  @Test func `refuses by path and by resource in the recorded words`() throws {
    let anonymous = UserInfo(username: "system:anonymous")
    let list = AccessAttributes(verb: "list", path: nil, version: "v1", resource: "namespaces")
    for (attributes, user, name) in [
      (AccessAttributes(verb: "get", path: "/metrics"), AccessFixture.alice, "nonresource.alice"),
      (list, anonymous, "anonymous"),
    ] {
      let recorded = try AccessFixture.json("status.403.\(name).json")
      #expect(Status.forbidden(attributes, by: user).json.description == recorded.description)
    }
    let odd = Status.forbidden(list, by: UserInfo(username: "<b>&"), because: "RBAC: <x>")
    #expect(odd.message.contains(#"User "&lt;b&gt;&amp;" cannot"#))
    #expect(odd.message.hasSuffix("at the cluster scope: RBAC: <x>"))
  }
}

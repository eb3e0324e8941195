import Decide
import KubernetesAPI
import Ownership
import Testing

struct ReviewDecisionTests {
  typealias Row = DecisionRow

  static let access = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
  static let rules = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
  static let identity = "/apis/authentication.k8s.io/v1/selfsubjectreviews"

  @Test(arguments: [
    Row(Example.alice, "POST", access, .review(.access)),
    Row(Example.eve, "POST", access + "/?dryRun=All", .review(.access)),
    Row(Example.alice, "POST", rules, .review(.rules)),
    Row(Example.alice, "POST", identity, .review(.identity)),
    Row(
      Example.alice, "POST", "/apis/authentication.k8s.io/v1beta1/selfsubjectreviews",
      .review(.identity)),
    Row(Example.alice, "GET", access, .pass),
    Row(Example.alice, "PUT", access, .pass),
    Row(Example.alice, "POST", access + "/x", .pass),
    Row(
      Example.alice, "POST",
      "/apis/authorization.k8s.io/v1/namespaces/x/selfsubjectaccessreviews", .pass),
    Row(
      Example.alice, "POST", "/apis/authorization.k8s.io/v1beta1/selfsubjectaccessreviews", .pass),
    Row(Example.alice, "POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", .pass),
    Row(Example.alice, "POST", "/apis/authentication.k8s.io/v1/tokenreviews", .pass),
    Row(Example.alice, "POST", "/apis/example.com/v1/selfsubjectaccessreviews", .pass),
  ])
  func `are told from everything else that is posted`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  /// What a review asks about, and what the proxy adds.
  struct Question: Sendable, CustomTestStringConvertible {
    enum Answer: Sendable, Equatable {
      case none
      case given
      case ofObject(String)
    }

    let user: UserInfo
    let access: ReviewedAccess
    let answer: Answer

    /// The word in the group that lets the API server answer it.
    var operation: String {
      switch access.verb {
      case "update", "patch": "update"
      case "delete": "delete"
      default: "read"
      }
    }

    var testDescription: String {
      "\(user.username): \(access.verb) \(access.resource) \(access.name)"
    }

    init(
      _ user: UserInfo, _ answer: Answer, _ verb: String, _ resource: String, _ name: String = "",
      of group: String = "", version: String = "", sub subresource: String = "",
      selecting selectedName: String = ""
    ) {
      self.user = user
      access = ReviewedAccess(
        verb: verb, resource: GroupResource(group: group, resource: resource), version: version,
        subresource: subresource, name: name, selectedName: selectedName)
      self.answer = answer
    }
  }

  static let alice = Example.alice
  static let ops = Example.ops
  static let storage = "storage.k8s.io"
  static let networking = "networking.k8s.io"
  static let capsule = "capsule.clastix.io"
  static let node = "/api/v1/nodes/n"

  @Test(arguments: [
    Question(alice, .given, "list", "namespaces"),
    Question(alice, .given, "watch", "namespaces"),
    Question(alice, .given, "get", "namespaces"),
    Question(alice, .given, "list", "namespaces", version: "v1"),
    Question(alice, .given, "get", "namespaces", "oil-production"),
    Question(alice, .given, "list", "namespaces", "oil-production"),
    Question(alice, .given, "watch", "namespaces", "oil-production"),
    Question(alice, .given, "list", "namespaces", selecting: "oil-production"),
    Question(alice, .none, "get", "namespaces", "gas-production"),
    Question(alice, .none, "list", "namespaces", "gas-production"),
    Question(alice, .none, "watch", "namespaces", "gas-production"),
    Question(alice, .none, "list", "namespaces", selecting: "gas-production"),
    Question(alice, .none, "list", "namespaces", "a/b"),
    Question(alice, .none, "get", "namespaces", ".."),
    // Beside it.
    Question(alice, .none, "list", "pods"),
    Question(alice, .none, "list", "*"),
    Question(alice, .none, "*", "namespaces"),
    Question(alice, .none, "", "namespaces"),
    Question(alice, .none, "LIST", "namespaces"),
    Question(alice, .none, "list", "namespaces", of: "*"),
    Question(alice, .none, "list", "namespaces", of: "apps"),
    Question(alice, .none, "list", "namespaces", version: "v2"),
    Question(alice, .none, "list", "namespaces", version: "*"),
    Question(alice, .none, "get", "namespaces", "oil-production", sub: "status"),
    Question(alice, .none, "create", "namespaces"),
    Question(alice, .none, "deletecollection", "namespaces"),
    Question(alice, .none, "delete", "namespaces", "oil-production"),
    Question(alice, .none, "update", "namespaces"),
    // Other people.
    Question(Example.eve, .none, "list", "namespaces"),
    Question(Example.eve, .none, "get", "namespaces", "oil-production"),
    Question(Example.owner, .given, "list", "namespaces"),
    Question(Example.owner, .none, "get", "namespaces"),
    Question(Example.joe, .none, "list", "nodes"),
    // Labels decide.
    Question(alice, .given, "list", "nodes"),
    Question(alice, .given, "get", "nodes"),
    Question(alice, .ofObject(node), "get", "nodes", "n"),
    Question(alice, .ofObject(node), "list", "nodes", "n"),
    Question(alice, .given, "watch", "nodes", "n"),
    Question(alice, .given, "get", "storageclasses", "custom", of: storage),
    Question(
      alice, .ofObject("/apis/storage.k8s.io/v1/storageclasses/other"), "get", "storageclasses",
      "other", of: storage),
    Question(alice, .given, "get", "ingressclasses", "nginx", of: networking, version: "v1beta1"),
    Question(alice, .none, "get", "ingressclasses", "haproxy", of: networking),
    // By the table of what is filtered.
    Question(alice, .given, "get", "tenants", "oil", of: capsule),
    Question(alice, .none, "get", "tenants", "gas", of: capsule),
    Question(alice, .given, "list", "nodes", of: "metrics.k8s.io"),
    Question(ops, .none, "patch", "tenants", "oil", of: capsule),
    // Operations.
    Question(alice, .none, "update", "nodes"),
    Question(alice, .none, "delete", "storageclasses", "custom", of: storage),
    Question(ops, .given, "update", "nodes"),
    Question(ops, .ofObject(node), "patch", "nodes", "n"),
    Question(ops, .none, "delete", "nodes"),
    Question(ops, .none, "delete", "nodes", "n"),
    Question(ops, .given, "delete", "storageclasses", of: storage),
    Question(ops, .given, "delete", "storageclasses", "custom", of: storage),
    Question(ops, .given, "patch", "storageclasses", "custom", of: storage),
    Question(ops, .given, "delete", "ingressclasses", "nginx", of: networking),
    Question(ops, .none, "delete", "ingressclasses", "haproxy", of: networking),
    Question(ops, .none, "update", "ingressclasses", "nginx", of: networking),
    Question(ops, .none, "create", "storageclasses", of: storage),
  ])
  func `about an access are answered by what becomes of its request`(_ row: Question) throws {
    let identity = Identity(user: row.user, proof: .bearerToken)
    let found: Question.Answer
    switch Example.policy.widening(of: row.access, for: identity, in: try Example.view()) {
    case .none: found = .none
    case .given(let resource, let group):
      found = .given
      #expect(group == "bailiwick:\(row.operation):\(resource.groupResource)")
    case .ofObject(let object):
      found = .ofObject(object.path)
      #expect(object.group == "bailiwick:\(row.operation):\(object.resource.groupResource)")
    }
    #expect(found == row.answer)
  }

  @Test func `about an object read it with the group for reading`() throws {
    let access = ReviewedAccess(
      verb: "patch", resource: GroupResource(group: "", resource: "nodes"), name: "n")
    guard
      case .ofObject(let object) = Example.policy.widening(
        of: access, for: Identity(user: Self.ops, proof: .bearerToken), in: try Example.view())
    else {
      Issue.record("the labels do not decide")
      return
    }
    #expect(object.readGroup == "bailiwick:read:nodes")
    #expect(object.selection.selects(name: "n", uid: "u", labels: ["pool": "gold"]))
    #expect(!object.selection.selects(name: "n", uid: "u", labels: [:]))
  }

  @Test func `add nothing for whoever owned something until now`() throws {
    let identity = Identity(user: Self.alice, proof: .bearerToken)
    let access = ReviewedAccess(
      verb: "list", resource: GroupResource(group: "", resource: "namespaces"))
    guard
      case .none = Example.policy.widening(
        of: access, for: identity, in: try Example.viewAfterLoss())
    else {
      Issue.record("something is given")
      return
    }
  }

  static func rule(
    _ verbs: [String], _ resource: String, of group: String = "", _ names: [String] = []
  ) -> GrantedRule {
    GrantedRule(
      verbs: verbs, resource: GroupResource(group: group, resource: resource), names: names)
  }

  @Test func `about rules leave out what nobody set up`() throws {
    let rules = GrantedRule.all(for: Self.ops, in: try Example.view()) {
      ($0, $1) == (.nodes, .list) || ($0, $1) == (.nodes, .delete)
        || ($0, $1) == (.storageClasses, .delete)
    }
    #expect(
      rules == [
        Self.rule(["get", "list", "watch"], "nodes"),
        Self.rule(["delete"], "storageclasses", of: Self.storage),
      ])
  }

  @Test(arguments: [
    (
      alice,
      [
        rule(["list", "watch"], "namespaces"),
        rule(["get"], "namespaces", ["oil-production"]),
        rule(["get", "list", "watch"], "nodes"),
        rule(["get", "list", "watch"], "storageclasses", of: storage),
        rule(["list", "watch"], "ingressclasses", of: networking),
        rule(["get"], "ingressclasses", of: networking, ["nginx"]),
        rule(["list", "watch"], "tenants", of: capsule),
        rule(["get"], "tenants", of: capsule, ["oil"]),
        rule(["get", "list", "watch"], "nodes", of: "metrics.k8s.io"),
      ]
    ),
    (
      ops,
      [
        rule(["list", "watch"], "namespaces"),
        rule(["get"], "namespaces", ["oil-production"]),
        rule(["get", "list", "watch", "update", "patch"], "nodes"),
        rule(
          ["get", "list", "watch", "update", "patch", "delete"], "storageclasses", of: storage),
        rule(["list", "watch"], "ingressclasses", of: networking),
        rule(["get", "delete"], "ingressclasses", of: networking, ["nginx"]),
        rule(["list", "watch"], "tenants", of: capsule),
        rule(["get"], "tenants", of: capsule, ["oil"]),
        rule(["get", "list", "watch"], "nodes", of: "metrics.k8s.io"),
      ]
    ),
    (
      Example.owner,
      [
        rule(["list", "watch"], "namespaces"), rule(["list", "watch"], "tenants", of: capsule),
        rule(["get"], "tenants", of: capsule, ["empty"]),
      ]
    ),
    (Example.eve, [GrantedRule]()),
  ])
  func `about rules name what each tenant gives`(
    _ user: UserInfo, _ expected: [GrantedRule]
  ) throws {
    let view = try Example.view()
    #expect(GrantedRule.all(for: user, in: view) { _, _ in true } == expected)
    #expect(GrantedRule.all(for: user, in: view) { _, _ in false }.isEmpty)
  }
}

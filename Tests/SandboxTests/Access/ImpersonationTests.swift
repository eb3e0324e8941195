import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

struct ImpersonationTests {
  private static func fields(_ list: [(String, String)]) throws -> Fields {
    var fields = Fields()
    for (name, value) in list { try fields.append(name: name, value: value) }
    return fields
  }

  @Test func `reads whom a request asks to be`() throws {
    let wanted = try ImpersonationFields.wanted(
      try Self.fields([
        ("Accept", "*/*"), ("impersonate-user", "bob"), ("Impersonate-Group", "a"),
        ("IMPERSONATE-GROUP", "b"), ("Impersonate-Uid", "u"), ("Impersonate-Extra-Scopes", "view"),
        ("Impersonate-Extra-acme.io%2fproject", "p"), ("Impersonate-Extra-scopes", "edit"),
        ("Impersonate-Extra-odd%2", "x"), ("Impersonate-Extra-%41", "y"),
      ]))
    #expect(
      wanted
        == UserInfo(
          username: "bob", uid: "u", groups: ["a", "b"],
          extra: [
            UserInfo.Extra(key: "scopes", values: ["view", "edit"]),
            UserInfo.Extra(key: "acme.io/project", values: ["p"]),
            UserInfo.Extra(key: "odd%2", values: ["x"]),
            UserInfo.Extra(key: "A", values: ["y"]),
          ]))
  }

  @Test(
    arguments: [
      [], [("Accept", "*/*")], [("Impersonate-User", "")], [("Impersonate_User", "bob")],
      [("Impersonate-Uid", "")],
    ] as [[(String, String)]])
  func `reads that a request asks to be nobody else`(_ list: [(String, String)]) throws {
    #expect(try ImpersonationFields.wanted(try Self.fields(list)) == nil)
  }

  @Test(
    arguments: [
      (
        [("Impersonate-Group", "a"), ("Impersonate-Group", "b")],
        #"Name:"", UID:"", Groups:[]string{"a", "b"}, Extra:map[string][]string(nil)"#
      ),
      (
        [("Impersonate-Uid", "u"), ("Impersonate-Extra-B", "1"), ("Impersonate-Extra-A", "2")],
        #"Name:"", UID:"u", Groups:[]string(nil), "#
          + #"Extra:map[string][]string{"a":[]string{"2"}, "b":[]string{"1"}}"#
      ),
    ] as [([(String, String)], String)])
  func `refuses groups, uids and extras without a user`(
    _ list: [(String, String)], _ printed: String
  ) throws {
    let refusal = #expect(throws: Status.self) {
      try ImpersonationFields.wanted(try Self.fields(list))
    }
    #expect(
      refusal
        == .badRequest(
          "requested &user.DefaultInfo{\(printed)} without impersonating a user name"))
  }

  private static let listNamespaces = AccessAttributes(
    verb: "list", path: nil, version: "v1", resource: "namespaces")

  /// Who alice, with these rules everywhere, becomes.
  private static func become(
    _ wanted: UserInfo, by rules: [PolicyRule], requestor: UserInfo = AccessFixture.alice,
    to attributes: AccessAttributes = listNamespaces
  ) throws -> UserInfo {
    let store = try AccessFixture.store(
      [
        AccessFixture.role("r", rules),
        AccessFixture.binding("b", of: "r", to: [AccessFixture.user(requestor.username)]),
      ], policy: false)
    return try Impersonation(authorizer: Authorizer(store: store))
      .user(wanted, for: requestor, to: attributes)
  }

  @Test func `refuses in the recorded words`() throws {
    let refusal = #expect(throws: Status.self) {
      try Self.become(UserInfo(username: "bob"), by: [])
    }
    let recorded = try AccessFixture.json("status.403.impersonate.alice.json")
    #expect(refusal?.json.description == recorded.description)
  }

  @Test(arguments: [
    ("bob", [], ["system:authenticated"]),
    ("bob", ["a"], ["a", "system:authenticated"]),
    ("bob", ["system:authenticated", "a"], ["system:authenticated", "a"]),
    ("bob", ["system:unauthenticated"], ["system:unauthenticated"]),
    ("system:anonymous", [], ["system:unauthenticated"]),
    ("system:anonymous", ["a"], ["a", "system:unauthenticated"]),
    ("bob", ["system:masters"], ["system:masters", "system:authenticated"]),
    (
      "system:serviceaccount:ops:robot", [],
      ["system:serviceaccounts", "system:serviceaccounts:ops", "system:authenticated"]
    ),
    ("system:serviceaccount:ops:robot", ["a"], ["a", "system:authenticated"]),
    ("system:node:n", [], ["system:authenticated"]),
  ])
  func `makes groups by the old verb`(
    _ name: String, _ groups: [String], _ expected: [String]
  ) throws {
    let user = try Self.become(
      UserInfo(username: name, groups: groups),
      by: [PolicyRule("impersonate", on: "users groups serviceaccounts")])
    #expect(user == UserInfo(username: name, groups: expected))
  }

  static let cases: [(UserInfo, PolicyRule, Bool)] = [
    (UserInfo(username: "bob"), PolicyRule("impersonate", on: "users", named: "bob"), true),
    (UserInfo(username: "bob"), PolicyRule("impersonate", on: "users", named: "eve"), false),
    (UserInfo(username: "bob"), PolicyRule("impersonate", on: "groups"), false),
    (
      UserInfo(username: "bob", groups: ["a"]), PolicyRule("impersonate", on: "users groups"), true
    ),
    (UserInfo(username: "bob", groups: ["a"]), PolicyRule("impersonate", on: "users"), false),
    (UserInfo(username: "bob", uid: "u"), PolicyRule("impersonate", on: "users"), false),
    (
      UserInfo(username: "bob", uid: "u"),
      PolicyRule("impersonate", on: "users uids", in: "", "authentication.k8s.io"), true
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "k", values: ["v"])]),
      PolicyRule("impersonate", on: "users userextras/k", in: "", "authentication.k8s.io"), true
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "k", values: ["v"])]),
      PolicyRule("impersonate", on: "users userextras/l", in: "", "authentication.k8s.io"), false
    ),
    (
      UserInfo(username: "system:serviceaccount:a:b"),
      PolicyRule("impersonate", on: "serviceaccounts"), true
    ),
    (
      UserInfo(username: "system:serviceaccount:a:b"), PolicyRule("impersonate", on: "users"), false
    ),
  ]

  @Test(arguments: cases)
  func `asks for each part by the old verb`(
    _ wanted: UserInfo, _ rule: PolicyRule, _ isAllowed: Bool
  ) throws {
    let user = try? Self.become(wanted, by: [rule])
    #expect((user != nil) == isAllowed)
  }

  private static let identity = "authentication.k8s.io"

  @Test func `asks for the user and for the deed in a constrained mode`() throws {
    let user = PolicyRule("impersonate:user-info", on: "users", in: Self.identity, named: "bob")
    let deed = PolicyRule("impersonate-on:user-info:list", on: "namespaces")
    #expect(
      try Self.become(UserInfo(username: "bob"), by: [user, deed])
        == UserInfo(username: "bob", groups: ["system:authenticated"]))
    let lacking = #expect(throws: Status.self) {
      try Self.become(UserInfo(username: "bob"), by: [deed])
    }
    #expect(
      lacking?.message
        == #"users.authentication.k8s.io "bob" is forbidden: User "alice" cannot "#
        + #"impersonate:user-info resource "users" in API group "authentication.k8s.io" at the "#
        + "cluster scope")
    let path = #expect(throws: Status.self) {
      try Self.become(
        UserInfo(username: "bob"), by: [user],
        to: AccessAttributes(verb: "get", path: "/metrics"))
    }
    #expect(
      path?.message
        == #"forbidden: User "alice" cannot impersonate-on:user-info:get path "/metrics""#)
  }

  @Test(arguments: [
    (
      UserInfo(username: "bob", groups: ["system:masters"]),
      "impersonating the system:masters group is not allowed"
    ),
    (
      UserInfo(username: "bob", groups: [""]),
      "impersonating the empty string group is not allowed"
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "k", values: ["v"])]),
      "impersonating an invalid key in extra is not allowed: extra.key: Invalid value: \"k\": "
        + "must be a domain-prefixed path (such as \"acme.io/foo\")"
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "", values: ["v"])]),
      "impersonating the empty string key in extra is not allowed"
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "acme.io/A", values: ["v"])]),
      "impersonating a non-lowercase key in extra is not allowed: \"acme.io/A\""
    ),
    (
      UserInfo(username: "bob", extra: [UserInfo.Extra(key: "acme.io/k", values: [""])]),
      "impersonating the empty string value in extra is not allowed"
    ),
  ])
  func `never becomes some users in a constrained mode`(
    _ wanted: UserInfo, _ reason: String
  ) throws {
    let refusal = #expect(throws: Status.self) {
      try Self.become(
        wanted,
        by: [
          PolicyRule("impersonate:user-info", on: "*", in: Self.identity),
          PolicyRule("impersonate-on:user-info:list", on: "namespaces"),
        ])
    }
    #expect(refusal?.message.hasSuffix(": \(reason)") == true)
  }

  @Test(arguments: [(3, false), (4, true)])
  func `asks once for many groups`(_ count: Int, _ isAllowed: Bool) throws {
    let groups = (0..<count).map { "g\($0)" }
    let rules = [
      PolicyRule("impersonate:user-info", on: "users", in: Self.identity),
      PolicyRule("impersonate:user-info", on: "groups", in: Self.identity, named: "*"),
      PolicyRule("impersonate-on:user-info:list", on: "namespaces"),
    ]
    let user = try? Self.become(UserInfo(username: "bob", groups: groups), by: rules)
    #expect((user != nil) == isAllowed)
  }

  @Test func `lets a pod be its own node`() throws {
    let rules = [
      PolicyRule("impersonate:associated-node", on: "nodes", in: Self.identity),
      PolicyRule("impersonate-on:associated-node:list", on: "namespaces"),
    ]
    var agent = UserInfo(username: "system:serviceaccount:ops:agent")
    agent.extra = [
      UserInfo.Extra(key: "authentication.kubernetes.io/node-name", values: ["n"])
    ]
    let user = try Self.become(
      UserInfo(username: "system:node:n"), by: rules, requestor: agent)
    #expect(user.groups == ["system:nodes", "system:authenticated"])
    let refusal = #expect(throws: Status.self) {
      try Self.become(UserInfo(username: "system:node:m"), by: rules, requestor: agent)
    }
    #expect(refusal?.message.contains("impersonate-on:arbitrary-node:list") == true)
  }

  @Test func `shows the refusal of the mode that worked before`() throws {
    let store = try AccessFixture.store(
      [
        AccessFixture.role("r", [PolicyRule("impersonate", on: "users", named: "bob")]),
        AccessFixture.binding("b", of: "r", to: [AccessFixture.user("alice")]),
      ], policy: false)
    let impersonation = Impersonation(authorizer: Authorizer(store: store))
    _ = try impersonation.user(
      UserInfo(username: "bob"), for: AccessFixture.alice, to: Self.listNamespaces)
    let refusal = #expect(throws: Status.self) {
      try impersonation.user(
        UserInfo(username: "eve"), for: AccessFixture.alice, to: Self.listNamespaces)
    }
    #expect(
      refusal?.message
        == #"users "eve" is forbidden: User "alice" cannot impersonate resource "users" in API "#
        + #"group "" at the cluster scope"#)
  }
}

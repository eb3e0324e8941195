import Decide
import KubernetesAPI
import Testing

/// By the API server's own mapping (apiserver/pkg/endpoints/filters/impersonation/mode.go).
@Suite struct `Who may act as whom` {
  private static func user(
    _ name: String, uid: String = "", groups: [String] = [], extra: [UserInfo.Extra] = []
  ) -> UserInfo {
    UserInfo(username: name, uid: uid, groups: groups, extra: extra)
  }

  private static let admin = user("admin")
  private static let account = user(
    "system:serviceaccount:a:b",
    extra: [.init(key: "authentication.kubernetes.io/node-name", values: ["n1"])])

  struct Row: Sendable {
    let wanted: UserInfo
    var requestor = admin
    let modes: [ImpersonationMode]
  }

  static let rows: [Row] = [
    Row(wanted: user("bob"), modes: [.legacy, .userInfo]),
    Row(wanted: user("bob", uid: "1", groups: ["a"]), modes: [.legacy, .userInfo]),
    Row(wanted: user("bob", groups: ["system:masters"]), modes: [.legacy]),
    Row(wanted: user("bob", groups: [""]), modes: [.legacy]),
    Row(
      wanted: user("bob", extra: [.init(key: "example.com/a", values: ["x"])]),
      modes: [.legacy, .userInfo]),
    Row(wanted: user("bob", extra: [.init(key: "scopes", values: ["x"])]), modes: [.legacy]),
    Row(wanted: user("bob", extra: [.init(key: "example.com/A", values: ["x"])]), modes: [.legacy]),
    Row(wanted: user("bob", extra: [.init(key: "example.com/", values: ["x"])]), modes: [.legacy]),
    Row(
      wanted: user("bob", extra: [.init(key: "example.com/a b", values: ["x"])]), modes: [.legacy]),
    Row(wanted: user("system:serviceaccount:a:b"), modes: [.legacy, .serviceAccount]),
    Row(wanted: user("system:serviceaccount:a:b", groups: ["c"]), modes: [.legacy]),
    Row(wanted: user("system:serviceaccount:a:b", uid: "1"), modes: [.legacy]),
    // What is no name of an account is a user's.
    Row(wanted: user("system:serviceaccount:a:B"), modes: [.legacy, .userInfo]),
    Row(wanted: user("system:serviceaccount:a.b:c"), modes: [.legacy, .userInfo]),
    Row(wanted: user("system:serviceaccount:a"), modes: [.legacy, .userInfo]),
    Row(wanted: user("system:node:n1"), modes: [.arbitraryNode, .legacy]),
    Row(wanted: user("system:node:n1", groups: ["system:nodes"]), modes: [.legacy]),
    Row(wanted: user("system:node:N"), modes: [.legacy, .userInfo]),
    Row(
      wanted: user("system:node:n1"), requestor: account,
      modes: [.associatedNode, .arbitraryNode, .legacy]),
    Row(wanted: user("system:node:n2"), requestor: account, modes: [.arbitraryNode, .legacy]),
    Row(
      wanted: user("system:node:n1"), requestor: user("eve", extra: account.extra),
      modes: [.arbitraryNode, .legacy]),
  ]

  @Test(arguments: rows)
  func `each mode is for its kind of user`(_ row: Row) {
    #expect(ImpersonationMode.modes(for: row.wanted, by: row.requestor) == row.modes)
  }

  /// An access in one line.
  private static func line(_ access: ImpersonationAccess) -> String {
    if let path = access.path { return "\(access.verb) \(path)" }
    let part = access.subresource.isEmpty ? "" : "/\(access.subresource)"
    let group = access.group.isEmpty ? "" : ".\(access.group)"
    let namespace = access.namespace.isEmpty ? "" : "\(access.namespace)/"
    return "\(access.verb) \(access.resource)\(part)\(group) \(namespace)\(access.name)"
  }

  private static func lines(
    _ mode: ImpersonationMode, _ wanted: UserInfo, by requestor: UserInfo = admin,
    _ target: String = "/api/v1/namespaces"
  ) throws -> [[String]] {
    let request = try ResourceRequest(method: "GET", target: target)
    return mode.steps(wanted, by: requestor, for: request).map { step in
      (step.shortcut.map { ["or " + line($0)] } ?? []) + step.accesses.map(line)
    }
  }

  private static let bob = user(
    "bob", uid: "1", groups: ["a", "b"],
    extra: [.init(key: "example.com/k", values: ["x", "y"])])

  @Test func `the old verb asks for each value`() throws {
    #expect(
      try Self.lines(.legacy, Self.bob) == [
        [
          "impersonate users bob", "impersonate uids.authentication.k8s.io 1",
          "impersonate groups a", "impersonate groups b",
          "impersonate userextras/example.com/k.authentication.k8s.io x",
          "impersonate userextras/example.com/k.authentication.k8s.io y",
        ]
      ])
    #expect(
      try Self.lines(.legacy, Self.user("system:serviceaccount:a:b")) == [
        ["impersonate serviceaccounts a/b"]
      ])
    #expect(
      try Self.lines(.legacy, Self.user("system:node:n1")) == [["impersonate users system:node:n1"]]
    )
    #expect(
      try Self.lines(.legacy, Self.user("system:serviceaccount:a:B")) == [
        ["impersonate users system:serviceaccount:a:B"]
      ])
  }

  @Test func `a newer mode asks for the request too`() throws {
    #expect(
      try Self.lines(.userInfo, Self.bob, "/apis/apps/v1/namespaces/x/deployments/y/scale") == [
        [
          "impersonate-on:user-info:get deployments/scale.apps x/y",
          "impersonate:user-info users.authentication.k8s.io bob",
          "impersonate:user-info uids.authentication.k8s.io 1",
        ],
        [
          "impersonate:user-info groups.authentication.k8s.io a",
          "impersonate:user-info groups.authentication.k8s.io b",
        ],
        [
          "impersonate:user-info userextras/example.com/k.authentication.k8s.io x",
          "impersonate:user-info userextras/example.com/k.authentication.k8s.io y",
        ],
      ])
    #expect(
      try Self.lines(.userInfo, Self.user("bob"), "/version") == [
        [
          "impersonate-on:user-info:get /version",
          "impersonate:user-info users.authentication.k8s.io bob",
        ]
      ])
    #expect(
      try Self.lines(.serviceAccount, Self.user("system:serviceaccount:a:b")) == [
        [
          "impersonate-on:serviceaccount:list namespaces ",
          "impersonate:serviceaccount serviceaccounts.authentication.k8s.io a/b",
        ]
      ])
    #expect(
      try Self.lines(.arbitraryNode, Self.user("system:node:n1")) == [
        [
          "impersonate-on:arbitrary-node:list namespaces ",
          "impersonate:arbitrary-node nodes.authentication.k8s.io n1",
        ]
      ])
  }

  @Test func `each value is asked for once, by its bytes`() throws {
    let extra = [UserInfo.Extra(key: "example.com/k", values: ["x", "x"])]
    let wanted = Self.user("bob", groups: ["a", "\u{E9}", "a", "e\u{301}"], extra: extra)
    let old = try Self.lines(.legacy, wanted)
    #expect(old.map(\.count) == [5])
    // How many there are is told by all of them, as in the API server.
    #expect(try Self.lines(.userInfo, wanted).map(\.count) == [2, 4, 1])
  }

  @Test func `many values may be allowed at once`() throws {
    let groups = try Self.lines(.userInfo, Self.user("bob", groups: ["a", "b", "c", "d"]))
    #expect(groups.last?.first == "or impersonate:user-info groups.authentication.k8s.io *")
    #expect(groups.last?.count == 5)
    let extra = [UserInfo.Extra(key: "example.com/k", values: ["1", "2", "3", "4"])]
    let extras = try Self.lines(.userInfo, Self.user("bob", extra: extra))
    #expect(
      extras.last?.first == "or impersonate:user-info userextras/*.authentication.k8s.io *")
    let old = try Self.lines(.legacy, Self.user("bob", groups: ["a", "b", "c", "d"]))
    #expect(old.count == 1 && old[0].count == 5)
  }

  @Test func `a pod's own node is asked about for every node`() throws {
    let request = try ResourceRequest(method: "GET", target: "/api/v1/pods")
    let steps = ImpersonationMode.associatedNode.steps(
      Self.user("system:node:n1"), by: Self.account, for: request)
    let accesses = steps.flatMap(\.accesses)
    #expect(
      accesses.map(Self.line) == [
        "impersonate-on:associated-node:list pods ",
        "impersonate:associated-node nodes.authentication.k8s.io *",
      ])
    for access in accesses {
      #expect(
        access.user.extra == [
          .init(
            key: "authentication.kubernetes.io/associated-node-keys",
            values: ["authentication.kubernetes.io/node-name"])
        ])
    }
  }

  static let groups: [(ImpersonationMode, UserInfo, [String])] = [
    (.legacy, user("bob"), ["system:authenticated"]),
    (.userInfo, user("bob", groups: ["a"]), ["a", "system:authenticated"]),
    (.legacy, user("bob", groups: ["system:authenticated"]), ["system:authenticated"]),
    (.legacy, user("bob", groups: ["system:unauthenticated"]), ["system:unauthenticated"]),
    (.legacy, user("system:anonymous"), ["system:unauthenticated"]),
    (.legacy, user("system:anonymous", groups: ["a"]), ["a", "system:unauthenticated"]),
    (
      .legacy, user("system:serviceaccount:a:b"),
      ["system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated"]
    ),
    (.legacy, user("system:serviceaccount:a:b", groups: ["c"]), ["c", "system:authenticated"]),
    (
      .serviceAccount, user("system:serviceaccount:a:b"),
      ["system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated"]
    ),
    (.legacy, user("system:serviceaccount:a:B"), ["system:authenticated"]),
    (.arbitraryNode, user("system:node:n1"), ["system:nodes", "system:authenticated"]),
    (.legacy, user("system:node:n1"), ["system:authenticated"]),
  ]

  @Test(arguments: groups)
  func `the groups are those that the API server makes`(
    _ mode: ImpersonationMode, _ wanted: UserInfo, _ expected: [String]
  ) {
    #expect(mode.completed(wanted).groups == expected)
  }

  @Test func `a refusal is in the API server's own words`() throws {
    func refusal(_ wanted: UserInfo, at place: Int = 0, because reason: String = "") throws
      -> Status
    {
      let request = try ResourceRequest(method: "GET", target: "/api/v1/namespaces")
      let steps = ImpersonationMode.legacy.steps(wanted, by: Self.user("alice"), for: request)
      return steps[0].accesses[place].refusal(because: reason)
    }
    let users = try refusal(Self.user("bob"))
    #expect(users.code == 403 && users.reason == "Forbidden")
    #expect(
      users.message
        == "users \"bob\" is forbidden: User \"alice\" cannot impersonate resource \"users\" in API "
        + "group \"\" at the cluster scope")
    #expect(users.details == Status.Details(name: "bob", kind: "users"))
    #expect(
      try refusal(Self.user("system:serviceaccount:a:b")).message
        == "serviceaccounts \"b\" is forbidden: User \"alice\" cannot impersonate resource "
        + "\"serviceaccounts\" in API group \"\" in the namespace \"a\"")
    let extra = [UserInfo.Extra(key: "scopes", values: ["all"])]
    #expect(
      try refusal(Self.user("bob", extra: extra), at: 1, because: "why").message
        == "userextras.authentication.k8s.io \"all\" is forbidden: User \"alice\" cannot impersonate "
        + "resource \"userextras/scopes\" in API group \"authentication.k8s.io\" at the cluster "
        + "scope: why")
  }
}

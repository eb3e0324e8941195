import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

struct AuthorizerTests {
  private static let list = AccessAttributes(
    verb: "list", path: nil, resource: "pods", namespace: "oil-production")

  private static let robot = UserInfo(username: "system:serviceaccount:ops:robot")

  @Test func `allows the group of masters without a reason`() throws {
    let authorizer = Authorizer(store: ObjectStore())
    let user = UserInfo(username: "root", groups: ["system:masters"])
    #expect(authorizer.decide(user, Self.list) == Authorizer.Decision(isAllowed: true))
  }

  @Test func `denies without a reason who has no role`() throws {
    let authorizer = Authorizer(store: try AccessFixture.store())
    let decision = authorizer.decide(AccessFixture.alice, Self.list)
    #expect(decision == Authorizer.Decision(isAllowed: false))
  }

  @Test(arguments: [
    (
      AccessFixture.binding(
        "owner", in: "oil-production", of: "admin", to: [AccessFixture.user("alice")]),
      #"RoleBinding "owner/oil-production" of ClusterRole "admin" to User "alice""#
    ),
    (
      AccessFixture.binding("all", of: "view", to: [AccessFixture.group("projectcapsule.dev")]),
      #"ClusterRoleBinding "all" of ClusterRole "view" to Group "projectcapsule.dev""#
    ),
    (
      AccessFixture.binding(
        "both", of: "view",
        to: [AccessFixture.user("bob"), AccessFixture.group("projectcapsule.dev")]),
      #"ClusterRoleBinding "both" of ClusterRole "view" to Group "projectcapsule.dev""#
    ),
  ])
  func `tells which binding allows`(_ binding: JSONValue, _ source: String) throws {
    let authorizer = Authorizer(store: try AccessFixture.store([binding]))
    #expect(
      authorizer.decide(AccessFixture.alice, Self.list)
        == Authorizer.Decision(isAllowed: true, reason: "RBAC: allowed by \(source)"))
  }

  @Test(arguments: [
    ("ops", "oil-production", #"ServiceAccount "robot/ops""#),
    ("", "oil-production", nil),
    ("", "ops", #"ServiceAccount "robot/ops""#),
    ("", "", nil),
    ("ops", "", #"ServiceAccount "robot/ops""#),
  ])
  func `finds a service account in its namespace or in that of the binding`(
    _ namespace: String, _ place: String, _ subject: String?
  ) throws {
    let binding = AccessFixture.binding(
      "b", in: place, of: "view", to: [AccessFixture.serviceAccount("robot", namespace)])
    let authorizer = Authorizer(store: try AccessFixture.store([binding]))
    var attributes = Self.list
    if !place.isEmpty { attributes.namespace = place }
    let decision = authorizer.decide(Self.robot, attributes)
    #expect(decision.isAllowed == (subject != nil))
    #expect(decision.reason.hasSuffix(subject ?? ""))
  }

  @Test func `tells of roles that are not there, each once`() throws {
    let alice = [AccessFixture.user("alice")]
    let authorizer = Authorizer(
      store: try AccessFixture.store([
        AccessFixture.binding("a", of: "gone", to: alice),
        AccessFixture.binding("b", of: "gone", to: alice),
        AccessFixture.binding("c", in: "oil-production", of: "lost", kind: "Role", to: alice),
      ]))
    #expect(
      authorizer.decide(AccessFixture.alice, Self.list).reason
        == #"RBAC: [clusterrole.rbac.authorization.k8s.io "gone" not found, "#
        + #"role.rbac.authorization.k8s.io "lost" not found]"#)
    var elsewhere = Self.list
    elsewhere.namespace = "gas"
    #expect(
      authorizer.decide(AccessFixture.alice, elsewhere).reason
        == #"RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found"#)
  }

  @Test func `takes users by their bytes`() throws {
    let authorizer = Authorizer(
      store: try AccessFixture.store([
        AccessFixture.binding("a", of: "view", to: [AccessFixture.user("Jos\u{E9}")])
      ]))
    #expect(authorizer.decide(UserInfo(username: "Jos\u{E9}"), Self.list).isAllowed)
    #expect(!authorizer.decide(UserInfo(username: "Jose\u{301}"), Self.list).isAllowed)
  }

  @Test(arguments: [100, 0])
  func `follows the store whatever it remembers`(_ history: Int) throws {
    let store = ObjectStore(history: history)
    let authorizer = Authorizer(store: store)
    let role = AccessFixture.role("reader", in: "oil-production", [PolicyRule("list", on: "pods")])
    let binding = AccessFixture.binding(
      "a", in: "oil-production", of: "reader", kind: "Role", to: [AccessFixture.user("alice")])
    func isAllowed() -> Bool { authorizer.decide(AccessFixture.alice, Self.list).isAllowed }
    #expect(!isAllowed())
    try AccessFixture.put(binding, in: store)
    #expect(!isAllowed())
    try AccessFixture.put(role, in: store)
    #expect(isAllowed())
    var other = binding
    other["subjects"] = [AccessFixture.user("bob")]
    try AccessFixture.put(other, in: store)
    #expect(!isAllowed())
    try AccessFixture.put(binding, in: store)
    #expect(isAllowed())
    try AccessFixture.remove(binding, from: store)
    #expect(!isAllowed())
  }

  @Test func `lists the rules of a recorded namespace administrator`() throws {
    let authorizer = Authorizer(
      store: try AccessFixture.store([
        AccessFixture.binding(
          "owner", in: "oil-production", of: "admin", to: [AccessFixture.user("alice")])
      ]))
    let rules = authorizer.rules(for: AccessFixture.alice, in: "oil-production")
    let recorded = try AccessFixture.json("review.ssrr.alice.json")["status"]
    #expect(rules.resource.map(\.json) == recorded?["resourceRules"]?.array)
    // The recorded server visited cluster roles in the order of a Go map, and has one of its own.
    let paths = recorded?["nonResourceRules"]?.array?.map(PolicyRule.init) ?? []
    #expect(
      Set(rules.nonResource)
        == Set(paths).subtracting([PolicyRule("get", urls: "/.well-known /.well-known/*")]))
    #expect(!rules.isIncomplete)
    #expect(rules.evaluationError.isEmpty)
  }

  @Test func `tells of a missing role beside the rules`() throws {
    let authorizer = Authorizer(
      store: try AccessFixture.store(
        [AccessFixture.binding("a", of: "gone", to: [AccessFixture.user("alice")])],
        policy: false))
    let rules = authorizer.rules(for: AccessFixture.alice, in: "default")
    #expect(
      rules
        == Authorizer.Rules(
          evaluationError: #"clusterrole.rbac.authorization.k8s.io "gone" not found"#))
  }
}

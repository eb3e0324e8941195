import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

struct EscalationTests {
  private static let wide = PolicyRule("get list", on: "secrets pods")

  /// A write by alice, who may read pods everywhere.
  private static func refusal(
    of object: JSONValue, from old: JSONValue? = nil, resource: String, in namespace: String = "",
    more: [JSONValue] = []
  ) throws -> Status? {
    let store = try AccessFixture.store(
      [
        AccessFixture.role("pod-reader", [PolicyRule("get list", on: "pods")]),
        AccessFixture.binding("b", of: "pod-reader", to: [AccessFixture.user("alice")]),
        AccessFixture.role("wide", [wide]),
      ] + more, policy: false)
    let request = AccessAttributes(
      verb: "create", path: nil, group: "rbac.authorization.k8s.io", version: "v1",
      resource: resource, namespace: namespace, name: old == nil ? "" : object.name)
    do throws(Status) {
      try Authorizer(store: store).checkEscalation(
        request, by: AccessFixture.alice, to: object, from: old)
      return nil
    } catch {
      return error
    }
  }

  private static let lacking =
    #"user "alice" (groups=["projectcapsule.dev" "system:authenticated"]) is attempting to grant "#
    + "RBAC permissions not currently held:\n"

  @Test func `refuses a role with more than its author has`() throws {
    let role = AccessFixture.role(
      "w", in: "ns",
      [
        Self.wide, PolicyRule("update", on: "deployments", in: "apps", named: "web"),
        PolicyRule("get", urls: "/metrics"),
      ])
    let refusal = try Self.refusal(of: role, resource: "roles", in: "ns")
    #expect(refusal?.code == 403)
    #expect(
      refusal?.message
        == #"roles.rbac.authorization.k8s.io "w" is forbidden: "# + Self.lacking + #"""
          {APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}
          {APIGroups:["apps"], Resources:["deployments"], ResourceNames:["web"], Verbs:["update"]}
          {NonResourceURLs:["/metrics"], Verbs:["get"]}
          """#)
    #expect(refusal?.details?.name == "w")
    #expect(refusal?.details?.kind == "roles")
    #expect(refusal?.details?.group == "rbac.authorization.k8s.io")
  }

  @Test(arguments: [
    ("clusterroles", AccessFixture.role("w", [PolicyRule("get", on: "pods")])),
    ("clusterrolebindings", AccessFixture.binding("w", of: "pod-reader", to: [])),
    ("configmaps", AccessFixture.role("w", [wide])),
  ])
  func `lets somebody grant what they have`(_ resource: String, _ object: JSONValue) throws {
    #expect(try Self.refusal(of: object, resource: resource) == nil)
  }

  @Test func `names several errors in two pairs of brackets`() throws {
    let alice = [AccessFixture.user("alice")]
    let refusal = try Self.refusal(
      of: AccessFixture.role("w", in: "ns", [Self.wide]), resource: "roles", in: "ns",
      more: [
        AccessFixture.binding("a", in: "ns", of: "gone", to: alice),
        AccessFixture.binding("b", in: "ns", of: "lost", kind: "Role", to: alice),
      ])
    #expect(
      refusal?.message.hasSuffix(
        #"; resolution errors: [[roles.rbac.authorization.k8s.io "gone" not found, "#
          + #"roles.rbac.authorization.k8s.io "lost" not found]]"#) == true)
  }

  @Test func `names errors on the way to what somebody has`() throws {
    let refusal = try Self.refusal(
      of: AccessFixture.role("w", [Self.wide]), resource: "clusterroles",
      more: [AccessFixture.binding("c", of: "gone", to: [AccessFixture.user("alice")])])
    #expect(
      refusal?.message.hasSuffix(
        #"; resolution errors: [clusterroles.rbac.authorization.k8s.io "gone" not found]"#) == true)
  }

  @Test(arguments: ["escalate", "*"])
  func `lets who may escalate write any role`(_ verb: String) throws {
    let more = [
      AccessFixture.role(
        "e", [PolicyRule(verb, on: "clusterroles", in: "rbac.authorization.k8s.io")]),
      AccessFixture.binding("e", of: "e", to: [AccessFixture.user("alice")]),
    ]
    let role = AccessFixture.role("w", [Self.wide])
    #expect(try Self.refusal(of: role, resource: "clusterroles", more: more) == nil)
    #expect(try Self.refusal(of: role, resource: "roles", in: "ns", more: more) != nil)
  }

  @Test func `refuses a binding to a role with more than its author has`() throws {
    let binding = AccessFixture.binding("w", in: "ns", of: "wide", to: [])
    let refusal = try Self.refusal(of: binding, resource: "rolebindings", in: "ns")
    #expect(
      refusal?.message
        == #"rolebindings.rbac.authorization.k8s.io "w" is forbidden: "# + Self.lacking
        + #"{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}"#)
  }

  @Test(arguments: [("wide", true), ("pod-reader", false)])
  func `lets who may bind a role bind that one`(_ name: String, _ isAllowed: Bool) throws {
    let more = [
      AccessFixture.role(
        "b",
        [PolicyRule("bind", on: "clusterroles", in: "rbac.authorization.k8s.io", named: name)]),
      AccessFixture.binding("e", in: "ns", of: "b", to: [AccessFixture.user("alice")]),
    ]
    let binding = AccessFixture.binding("w", in: "ns", of: "wide", to: [])
    let refusal = try Self.refusal(of: binding, resource: "rolebindings", in: "ns", more: more)
    #expect((refusal == nil) == isAllowed)
  }

  @Test func `finds no role to bind`() throws {
    let refusal = try Self.refusal(
      of: AccessFixture.binding("w", of: "gone", to: []), resource: "clusterrolebindings")
    #expect(refusal?.code == 404)
    // The storage takes the resource from the request, whatever it reads.
    #expect(
      refusal?.message == #"clusterrolebindings.rbac.authorization.k8s.io "gone" not found"#)
  }

  @Test func `keeps aggregation for administrators`() throws {
    var role = AccessFixture.role("w", [])
    role["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": ["a": "b"]]]]
    let text =
      #"clusterroles.rbac.authorization.k8s.io "w" is forbidden: "#
      + "must have cluster-admin privileges to use the aggregationRule"
    #expect(try Self.refusal(of: role, resource: "clusterroles")?.message == text)
    let plain = AccessFixture.role("w", [])
    #expect(try Self.refusal(of: plain, from: role, resource: "clusterroles")?.message == text)
  }

  @Test func `lets somebody change what the garbage collector reads`() throws {
    let old = AccessFixture.role("w", [Self.wide])
    var new = old
    new["metadata"]?["finalizers"] = ["a/b"]
    #expect(try Self.refusal(of: new, from: old, resource: "clusterroles") == nil)
    new["metadata"]?["labels"] = ["a": "b"]
    #expect(try Self.refusal(of: new, from: old, resource: "clusterroles") != nil)
  }
}

import JSON
import KubernetesAPI
import Ownership
import Testing

@Suite struct GrantTests {
  static let alice: JSONValue = [["kind": "User", "name": "alice"]]

  private func index(_ visibility: Visibility = .getNamespace) -> OwnershipIndex {
    var index = OwnershipIndex(visibility: visibility)
    for name in ["a", "b"] { index.set(namespace: Objects.namespace(name), at: 1) }
    return index
  }

  private func names(_ index: inout OwnershipIndex, _ user: UserInfo = .alice) -> [String]? {
    index.view(now: 1).selection(of: .namespaces, for: user)?.exactNames
  }

  @Test(
    arguments: [
      (Objects.role(), true), (Objects.role(groups: ["*"], resources: ["*"], verbs: ["*"]), true),
      (Objects.role(groups: ["apps", ""], verbs: ["list", "get"]), true),
      (Objects.role(names: []), true), (Objects.role(names: ["x", "a"]), true),
      (Objects.role(names: ["b"]), false), (Objects.role(names: "a"), false),
      (Objects.role(verbs: ["list", "watch"]), false), (Objects.role(groups: ["apps"]), false),
      (Objects.role(groups: []), false), (Objects.role(resources: ["pods"]), false),
      (Objects.role(resources: ["namespaces/status"]), false),
      (Objects.role(resources: "namespaces"), false),
    ] as [(Role, Bool)])
  func `grants what a role lets one get`(role: Role, isGranted: Bool) throws {
    var index = index()
    index.set(role: role)
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    #expect(names(&index) == (isGranted ? ["a"] : nil))
  }

  @Test func `reads every rule of a role`() throws {
    let rules: JSONValue = [
      "x", ["apiGroups": [""]],
      ["apiGroups": [""], "resources": ["namespaces"], "verbs": ["get"], "resourceNames": ["b"]],
      ["apiGroups": [""], "resources": ["namespaces"], "verbs": ["get"], "resourceNames": ["a"]],
    ]
    var index = index()
    index.set(role: Role(metadata: ObjectMeta(name: "admin"), object: ["rules": rules]))
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    index.set(roleBinding: try Objects.binding(in: "b", subjects: Self.alice))
    #expect(names(&index) == ["a", "b"])
  }

  @Test(
    arguments: [
      (Visibility.owned, nil, nil), (.getNamespace, ["a"], nil), (.anyBinding, ["a"], ["b"]),
    ] as [(Visibility, [String]?, [String]?)])
  func `shows as much as the visibility says`(
    visibility: Visibility, bound: [String]?, weaklyBound: [String]?
  ) throws {
    var index = index(visibility)
    index.set(role: Objects.role())
    index.set(role: Objects.role("weak", resources: ["pods"]))
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    index.set(
      roleBinding: try Objects.binding(
        in: "b", role: "weak", subjects: [["kind": "User", "name": "bob"]]))
    #expect(names(&index) == bound)
    #expect(names(&index, .bob) == weaklyBound)
  }

  @Test(
    arguments: [
      (["kind": "User", "name": "alice"], UserInfo.alice, true),
      (["kind": "Group", "name": "alice"], .alice, false),
      (["kind": "Group", "name": "gas-admins"], .joe, true),
      (["kind": "User", "name": "gas-admins"], .joe, false),
      (["kind": "ServiceAccount", "name": "r", "namespace": "n"], robot("n"), true),
      (["kind": "ServiceAccount", "name": "r", "namespace": "n"], robot("a"), false),
      (["kind": "ServiceAccount", "name": "r"], robot("a"), true),
      (["kind": "ServiceAccount", "name": "r"], robot("n"), false),
      (["kind": "User", "name": "system:serviceaccount:n:r"], robot("n"), true),
      (["kind": "Group", "name": "system:serviceaccounts:n"], robot("n"), false),
      (["kind": "Robot", "name": "alice"], .alice, false), (["kind": "User"], .alice, false),
      ("alice", .alice, false),
    ] as [(JSONValue, UserInfo, Bool)])
  func `grants to the subject and to nobody else`(
    subject: JSONValue, user: UserInfo, isGranted: Bool
  ) throws {
    var index = index()
    index.set(role: Objects.role())
    index.set(roleBinding: try Objects.binding(in: "a", subjects: [subject]))
    #expect(names(&index, user) == (isGranted ? ["a"] : nil))
  }

  private static func robot(_ namespace: String) -> UserInfo {
    UserInfo(
      username: "system:serviceaccount:\(namespace):r",
      groups: ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"])
  }

  @Test func `takes a role for that of its own namespace and kind`() throws {
    var index = index()
    index.set(role: Objects.role(in: "a"))
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    index.set(roleBinding: try Objects.binding(in: "b", kind: "Role", subjects: Self.alice))
    #expect(names(&index) == nil)
    index.set(roleBinding: try Objects.binding(in: "a", kind: "Role", subjects: Self.alice))
    #expect(names(&index) == ["a"])
  }

  @Test func `keeps a pair while one of its sources remains`() throws {
    var index = index()
    index.set(role: Objects.role())
    index.set(roleBinding: try Objects.binding("one", in: "a", subjects: Self.alice))
    index.set(roleBinding: try Objects.binding("two", in: "a", subjects: Self.alice))
    index.set(
      tenant: Objects.tenant("t", spec: Objects.owners(("User", "alice")), namespaces: ["a"]))
    #expect(names(&index) == ["a"])
    index.remove(roleBinding: "one", in: "a")
    #expect(names(&index) == ["a"])
    index.remove(tenant: "t")
    #expect(names(&index) == ["a"])
    index.remove(roleBinding: "two", in: "a")
    #expect(names(&index) == nil)
  }

  @Test func `follows roles that come, change and go`() throws {
    var index = index()
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    #expect(names(&index) == nil)
    index.set(role: Objects.role())
    #expect(names(&index) == ["a"])
    index.set(role: Objects.role(names: ["b"]))
    #expect(names(&index) == nil)
    index.set(role: Objects.role(names: ["a", "b"]))
    #expect(names(&index) == ["a"])
    index.remove(role: .clusterRole("admin"))
    #expect(names(&index) == nil)
  }

  @Test func `follows a binding to its new role and subjects`() throws {
    var index = index()
    index.set(role: Objects.role())
    index.set(role: Objects.role("other"))
    index.set(roleBinding: try Objects.binding(in: "a", subjects: Self.alice))
    index.set(
      roleBinding: try Objects.binding(
        in: "a", role: "other", subjects: [["kind": "User", "name": "bob"]]))
    #expect(names(&index) == nil)
    #expect(names(&index, .bob) == ["a"])
    index.remove(role: .clusterRole("admin"))
    #expect(names(&index, .bob) == ["a"])
    index.remove(role: .clusterRole("other"))
    #expect(names(&index, .bob) == nil)
  }

  @Test func `grants nothing in a namespace that does not exist`() throws {
    var index = index()
    index.set(role: Objects.role())
    index.set(roleBinding: try Objects.binding(in: "later", subjects: Self.alice))
    #expect(names(&index) == nil)
    index.set(namespace: Objects.namespace("later"), at: 1)
    #expect(names(&index) == ["later"])
  }

  @Test(
    arguments: [
      [:], ["roleRef": ["kind": "ClusterRole"]], ["roleRef": ["kind": "Other", "name": "admin"]],
      ["roleRef": "admin"],
    ] as [JSONValue])
  func `reads no binding without a role`(object: JSONValue) {
    #expect(RoleBinding(metadata: ObjectMeta(name: "x", namespace: "a"), object: object) == nil)
  }
}

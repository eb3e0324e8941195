import Controllers
import JSON
import Testing

@Suite("The role bindings of a tenant's namespaces")
struct TenantRoleBindingsTests {
  private static func tenant(
    _ spec: JSONValue, annotations: JSONValue = [:]
  ) -> JSONValue {
    ["metadata": ["name": "oil", "uid": "u", "annotations": annotations], "spec": spec]
  }

  /// The role and the subjects of each, as `ROLE KIND [NAMESPACE/]NAME`.
  private static func told(_ tenant: JSONValue) -> [String] {
    TenantRoleBindings.desired(tenant: tenant, namespace: "oil-a").map { binding in
      let subjects = (binding["subjects"]?.array ?? []).map { subject in
        let namespace = subject["namespace"]?.string.map { $0 + "/" } ?? ""
        return "\(subject["kind"]?.string ?? "") \(namespace)\(subject["name"]?.string ?? "")"
      }
      return ([binding["roleRef", "name"]?.string ?? ""] + subjects).joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      (["owner": ["kind": "User", "name": "alice"]], ["admin User alice"]),
      (["owners": [["kind": "Group", "name": "oil-admins"]]], ["admin Group oil-admins"]),
      (
        ["owners": [["kind": "User", "name": "alice", "clusterRoles": ["edit", "view"]]]],
        ["edit User alice", "view User alice"]
      ),
      (["owners": [["kind": "User", "name": "alice", "clusterRoles": []]]], []),
      (
        ["owners": [["kind": "ServiceAccount", "name": "system:serviceaccount:ci:bot"]]],
        ["admin ServiceAccount ci/bot"]
      ),
      (["owners": [["kind": "ServiceAccount", "name": "bot"]]], []),
      (["owners": [["kind": "Group", "name": "system:authenticated"]]], []),
      (["owners": [["kind": "Cat", "name": "tom"], ["kind": "User"], "alice"]], []),
      (
        [
          "owners": [
            ["kind": "User", "name": "alice"], ["kind": "User", "name": "alice"],
          ]
        ], ["admin User alice"]
      ),
      (
        [
          "additionalRoleBindings": [
            [
              "clusterRoleName": "view",
              "subjects": [
                ["kind": "User", "name": "bob"], ["kind": "Group", "name": "auditors"],
              ],
            ], ["clusterRoleName": "view", "subjects": []], ["subjects": [["kind": "User"]]],
          ]
        ], ["view User bob Group auditors"]
      ),
      ([:], []),
    ] as [(JSONValue, [String])])
  func `are one for each owner and role`(_ spec: JSONValue, _ expected: [String]) {
    #expect(Self.told(Self.tenant(spec)) == expected)
  }

  @Test func `follow the annotations of v1alpha1`() {
    let tenant = Self.tenant(
      ["owner": ["kind": "User", "name": "alice"]],
      annotations: [
        "owners.capsule.clastix.io/user": "bob, carol",
        "owners.capsule.clastix.io/group": "oil-admins",
      ])
    #expect(
      Self.told(tenant) == [
        "admin User alice", "admin User bob", "admin User carol", "admin Group oil-admins",
      ])
  }

  @Test func `have names that do not depend on what stands before them`() {
    let alice: JSONValue = ["kind": "User", "name": "alice"]
    let bob: JSONValue = ["kind": "User", "name": "bob"]
    func names(_ owners: JSONValue) -> Set<String> {
      Set(
        TenantRoleBindings.desired(tenant: Self.tenant(["owners": owners]), namespace: "a")
          .compactMap { $0["metadata", "name"]?.string })
    }
    #expect(names([alice, bob]) == names([bob, alice]))
    #expect(names([alice, bob]).count == 2)
    #expect(names([bob]).isSubset(of: names([alice, bob])))
    #expect(names([alice]).first?.hasPrefix("bailiwick:oil:admin:") == true)
  }

  @Test func `say whose they are, whatever else is wanted of them`() {
    let owner: JSONValue = [
      "kind": "User", "name": "alice",
      "labels": ["team": "a", "capsule.clastix.io/tenant": "gas"], "annotations": ["n": "1"],
    ]
    let binding = TenantRoleBindings.desired(
      tenant: Self.tenant(["owners": [owner]]), namespace: "oil-a")[0]
    #expect(
      binding["metadata", "labels"] == [
        "team": "a", "capsule.clastix.io/tenant": "oil", "bailiwick.dev/controller": "tenants",
      ])
    #expect(binding["metadata", "annotations"] == ["n": "1"])
    #expect(binding["metadata", "namespace"] == "oil-a")
  }
}

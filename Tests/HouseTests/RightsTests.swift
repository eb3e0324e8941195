import JSON
import KubernetesAPI
import Ownership
import Rights
import Testing
import YAML

/// The rights in `config`: for each filtered resource those that are needed, and no others.
@Suite struct `The rights` {
  /// A right to one resource, as a role has it.
  private struct RoleRight: Hashable, CustomStringConvertible {
    let resource: GroupResource
    let verbs: [String]

    var description: String { "\(resource) \(verbs)" }
  }

  private static func objects(_ path: String, kind: String) throws -> [JSONValue] {
    try YAML.documents(Array(Tree.text(path).utf8)).filter { $0["kind"]?.string == kind }
  }

  private static func name(_ object: JSONValue) -> String {
    object["metadata", "name"]?.string ?? ""
  }

  /// The rights of a role that names every resource, group and verb.
  private static func rights(_ role: JSONValue) -> [RoleRight] {
    (role["rules"]?.array ?? []).flatMap { rule in
      let verbs = (rule["verbs"]?.array ?? []).compactMap(\.string)
      return (rule["apiGroups"]?.array ?? []).compactMap(\.string).flatMap { group in
        (rule["resources"]?.array ?? []).compactMap(\.string).map {
          RoleRight(resource: GroupResource(group: group, resource: $0), verbs: verbs)
        }
      }
    }
  }

  /// The groups that should be there, in order, and the one right of each.
  private static func groups(
    _ word: String, _ verbs: [String], for resources: [FilteredResource]
  ) -> [String: [RoleRight]] {
    Dictionary(
      uniqueKeysWithValues: resources.map { resource in
        let right = RoleRight(resource: resource.groupResource, verbs: verbs)
        return ("bailiwick:\(word):\(resource.groupResource)", [right])
      })
  }

  private static func check(_ path: String, against expected: [String: [RoleRight]]) throws {
    let roles = try objects(path, kind: "ClusterRole")
    let found = Dictionary(roles.map { (name($0), rights($0)) }) { one, other in one + other }
    #expect(found == expected)
    let bindings = try objects(path, kind: "ClusterRoleBinding")
    #expect(Set(bindings.map(name)) == Set(expected.keys))
    #expect(bindings.count == expected.count)
    for binding in bindings {
      let (role, group) = (binding["roleRef"], "rbac.authorization.k8s.io")
      #expect(role?["kind"] == "ClusterRole" && role?["name"]?.string == name(binding))
      #expect(
        binding["subjects"] == [
          ["apiGroup": .string(group), "kind": "Group", "name": .string(name(binding))]
        ])
    }
  }

  @Test func `widen the reading of each filtered resource by a group of its own`() throws {
    try Self.check(
      "config/rbac/widening.yaml",
      against: Self.groups("read", ["get", "list", "watch"], for: FilteredResource.allCases))
  }

  @Test func `widen writes only where an owner may be given them, and not by default`() throws {
    let written = FilteredResource.allCases.filter { $0.allows(.update) && $0.allows(.delete) }
    let updates = Self.groups("update", ["get", "update", "patch"], for: written)
    let deletes = Self.groups("delete", ["get", "delete"], for: written)
    try Self.check(
      "config/writes/widening.yaml", against: updates.merging(deletes) { one, _ in one })
    for folder in ["default", "rbac"] {
      #expect(!(try Tree.text("config/\(folder)/kustomization.yaml")).contains("writes"))
    }
  }

  @Test func `let owners make namespaces, and not by default`() throws {
    let right = RoleRight(
      resource: GroupResource(group: "", resource: "namespaces"), verbs: ["create"])
    try Self.check(
      "config/selfservice/widening.yaml", against: ["bailiwick:create:namespaces": [right]])
    for folder in ["default", "rbac", "writes"] {
      #expect(!(try Tree.text("config/\(folder)/kustomization.yaml")).contains("selfservice"))
    }
  }

  @Test func `let the program follow what it follows, and impersonate any group`() throws {
    let rights = try ["program", "impersonation"].flatMap { file in
      try Self.objects("config/rbac/\(file).yaml", kind: "ClusterRole").flatMap(Self.rights)
    }
    for resource in FilteredResource.allCases where resource.hasLabelRules {
      let right = RoleRight(resource: resource.groupResource, verbs: ["list", "watch"])
      #expect(rights.contains(right), "\(right)")
    }
    let bindings = GroupResource(
      group: "rbac.authorization.k8s.io", resource: "clusterrolebindings")
    #expect(rights.contains(RoleRight(resource: bindings, verbs: ["list", "watch"])))
    #expect(
      rights.contains(
        RoleRight(resource: GroupResource(group: "", resource: "groups"), verbs: ["impersonate"])))
  }

  /// The resources that a role lets the program act as others on, and for what.
  private static func impersonated(_ file: String) throws -> Set<RoleRight> {
    let path = "config/constrained-impersonation/\(file).yaml"
    return Set(try objects(path, kind: "ClusterRole").flatMap(rights))
  }

  private static func acting(_ verbs: [String], on resources: [FilteredResource]) -> Set<RoleRight>
  {
    let verbs = verbs.map { "impersonate-on:user-info:\($0)" }
    return Set(resources.map { RoleRight(resource: $0.groupResource, verbs: verbs) })
  }

  @Test func `let the program act as others on what is filtered, and on nothing else`() throws {
    let anybody = RoleRight(
      resource: GroupResource(group: "authentication.k8s.io", resource: "*"),
      verbs: ["impersonate:user-info"])
    let all = FilteredResource.allCases
    let reading = Self.acting(["get", "list", "watch"], on: all).union([anybody])
    #expect(try Self.impersonated("impersonation") == reading)
    let written = all.filter { $0.allows(.update) && $0.allows(.delete) }
    let writing = Self.acting(["update", "patch", "delete"], on: written)
    #expect(try Self.impersonated("writes") == writing)
    let making = Self.acting(["create"], on: [.namespaces])
    #expect(try Self.impersonated("selfservice") == making)
  }

  @Test func `take the right to act as anybody away where a narrower one is given`() throws {
    for kind in ["ClusterRole", "ClusterRoleBinding"] {
      let replaced = try Self.objects("config/rbac/impersonation.yaml", kind: kind).map(Self.name)
      #expect(replaced == ["bailiwick-impersonation"])
    }
    let overlay = try Tree.text("config/constrained-impersonation/kustomization.yaml")
    #expect(overlay.matches(of: /\$patch: delete/).count == 2)
    #expect(overlay.matches(of: /name: bailiwick-impersonation\}\n/).count == 4)
  }

  @Test func `let the controllers bind the named roles, and take nobody's token`() throws {
    let roles = try Self.objects("config/rbac/controllers.yaml", kind: "ClusterRole")
    let rules = roles.flatMap { $0["rules"]?.array ?? [] }
    let binding = rules.filter { $0["verbs"]?.array?.contains("bind") == true }
    #expect(
      binding.map { $0["resourceNames"] } == [["admin", "edit", "view", "federation-cluster"]])
    let rights = roles.flatMap(Self.rights)
    let words = rights.flatMap { [$0.resource.group, $0.resource.resource] + $0.verbs }
    #expect(
      !words.contains { ["*", "serviceaccounts/token", "escalate", "impersonate"].contains($0) })
    for resource in ["dispatchusers", "ownednamespaces"] {
      let status = GroupResource(group: "netsys.io", resource: "\(resource)/status")
      #expect(rights.contains(RoleRight(resource: status, verbs: ["patch"])))
    }
  }
}

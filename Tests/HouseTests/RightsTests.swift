import JSON
import KubernetesAPI
import Ownership
import Testing
import YAML

/// The rights in `config`: for each filtered resource those that are needed, and no others.
@Suite struct `The rights` {
  /// A right to one resource, as a role has it.
  private struct Right: Hashable, CustomStringConvertible {
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
  private static func rights(_ role: JSONValue) -> [Right] {
    (role["rules"]?.array ?? []).flatMap { rule in
      let verbs = (rule["verbs"]?.array ?? []).compactMap(\.string)
      return (rule["apiGroups"]?.array ?? []).compactMap(\.string).flatMap { group in
        (rule["resources"]?.array ?? []).compactMap(\.string).map {
          Right(resource: GroupResource(group: group, resource: $0), verbs: verbs)
        }
      }
    }
  }

  /// The groups that should be there, in order, and the one right of each.
  private static func groups(
    _ word: String, _ verbs: [String], for resources: [FilteredResource]
  ) -> [String: [Right]] {
    Dictionary(
      uniqueKeysWithValues: resources.map { resource in
        let right = Right(resource: resource.groupResource, verbs: verbs)
        return ("bailiwick:\(word):\(resource.groupResource)", [right])
      })
  }

  private static func check(_ path: String, against expected: [String: [Right]]) throws {
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

  @Test func `let the program follow what it follows, and impersonate any group`() throws {
    let roles = try Self.objects("config/rbac/program.yaml", kind: "ClusterRole")
    let rights = roles.flatMap(Self.rights)
    for resource in FilteredResource.allCases where resource.hasLabelRules {
      let right = Right(resource: resource.groupResource, verbs: ["list", "watch"])
      #expect(rights.contains(right), "\(right)")
    }
    let bindings = GroupResource(
      group: "rbac.authorization.k8s.io", resource: "clusterrolebindings")
    #expect(rights.contains(Right(resource: bindings, verbs: ["list", "watch"])))
    #expect(
      rights.contains(
        Right(resource: GroupResource(group: "", resource: "groups"), verbs: ["impersonate"])))
  }
}

import JSON
import Testing

@testable import Sandbox

struct BootstrapPolicyTests {
  /// Without what a server adds to an object, and in its order of members.
  private static func bare(_ object: JSONValue) -> String {
    var object = object
    object["kind"] = nil
    object["apiVersion"] = nil
    for key in ["uid", "resourceVersion", "creationTimestamp", "managedFields"] {
      object["metadata"]?[key] = nil
    }
    return object.description
  }

  @Test func `has the recorded cluster roles`() throws {
    let recorded = try AccessFixture.json("clusterroles.list.json")["items"]?.array ?? []
    let expected = recorded.filter { !$0.name.hasPrefix("system:openshift:") }.map(Self.bare)
    let roles = BootstrapPolicy.objects.filter { $0["kind"] == "ClusterRole" }
      .sorted { $0.name < $1.name }.map(Self.bare)
    #expect(roles.count == 70)
    #expect(roles.count == expected.count)
    for (role, expected) in zip(roles, expected) { #expect(role == expected) }
  }

  @Test func `binds roles that are there`() {
    let roles = Set(
      BootstrapPolicy.objects.map { "\($0["kind"]?.string ?? "") \($0.namespace) \($0.name)" })
    for binding in BootstrapPolicy.objects {
      guard let role = binding["roleRef"] else { continue }
      let key = "\(role["kind"]?.string ?? "") \(binding.namespace) \(role["name"]?.string ?? "")"
      #expect(roles.contains(key), "\(binding.name)")
    }
    #expect(BootstrapPolicy.objects.count { $0["roleRef"] != nil } == 58)
  }

  @Test func `writes a binding as the API server does`() {
    let binding = BootstrapPolicy.objects.first {
      $0.name == "system:kube-dns" && $0["roleRef"] != nil
    }
    #expect(
      binding?.description
        == #"{"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":"#
        + #"{"name":"system:kube-dns","labels":{"kubernetes.io/bootstrapping":"rbac-defaults"},"#
        + #""annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},"subjects":"#
        + #"[{"kind":"ServiceAccount","name":"kube-dns","namespace":"kube-system"}],"roleRef":"#
        + #"{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","#
        + #""name":"system:kube-dns"}}"#
    )
  }

  @Test func `aggregates once and again when a part changes`() throws {
    let admin = try #require(BootstrapPolicy.objects.first { $0.name == "admin" })
    let roles = BootstrapPolicy.objects
    #expect(ClusterRoleAggregation.aggregated(admin, all: roles) == nil)
    var more = AccessFixture.role("tenants", [PolicyRule("get", on: "widgets", in: "lab")])
    more["metadata"]?["labels"] = ["rbac.authorization.k8s.io/aggregate-to-admin": "true"]
    let aggregated = ClusterRoleAggregation.aggregated(admin, all: roles + [more, admin])
    #expect(
      aggregated?["rules"]?.array?.last == PolicyRule("get", on: "widgets", in: "lab").json)
    let fewer = ClusterRoleAggregation.aggregated(admin, all: [more])
    #expect(fewer?["rules"]?.array?.count == 1)
    #expect(ClusterRoleAggregation.aggregated(admin, all: [])?["rules"] == .null)
    #expect(ClusterRoleAggregation.aggregated(more, all: roles) == nil)
  }
}

import JSON
import Kubernetes
import Testing

@testable import Controllers

/// Whose a namespace is, told of the tenant oil, whose uid is u-oil; gas is another tenant.
@Suite struct `The judge of namespaces` {
  private static let oil: JSONValue = reference("Tenant", "oil", "u-oil", controller: true)
  private static let gas: JSONValue = reference("Tenant", "gas", "u-gas", controller: true)

  private static func reference(
    _ kind: String, _ name: String, _ uid: String, controller: Bool = false
  ) -> JSONValue {
    [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": .string(kind), "name": .string(name),
      "uid": .string(uid), "controller": .bool(controller), "blockOwnerDeletion": .bool(controller),
    ]
  }

  private static func namespace(
    _ name: String = "x", tenant: String? = nil, owners: [JSONValue] = [],
    adopt: String? = nil, claimed: Bool = false, isTerminating: Bool = false
  ) throws -> APIObject {
    var labels: [String: String] = [:]
    labels["capsule.clastix.io/tenant"] = tenant
    if claimed { labels[Claimant.label] = "DispatchUser.1" }
    var annotations: [String: String] = [:]
    annotations[Claimant.adoption] = adopt
    var metadata: JSONValue = [
      "name": .string(name), "uid": "u-x", "labels": .texts(labels),
      "annotations": .texts(annotations), "ownerReferences": .array(owners),
    ]
    if isTerminating { metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z" }
    return try APIObject(json: ["metadata": metadata])
  }

  private func standing(
    _ namespace: APIObject, named: Set<String> = []
  ) -> NamespaceStanding {
    let tenants = ["oil": "u-oil", "gas": "u-gas"]
    let judge = NamespaceJudge(
      tenant: "oil", uid: "u-oil", named: named, isProtected: { $0 == "kube-system" },
      isTenant: { tenants[$0] == $1 })
    return judge.standing(of: namespace)
  }

  private func reason(_ standing: NamespaceStanding) -> TenantProblem.Reason? {
    if case .foreign(let problem) = standing { problem.reason } else { nil }
  }

  private func marks(_ standing: NamespaceStanding) -> JSONValue? {
    if case .toMark(let patch) = standing { patch["metadata"] } else { nil }
  }

  @Test func `the tenant has what its label and its uid are on`() throws {
    #expect(standing(try Self.namespace(tenant: "oil", owners: [Self.oil])) == .own)
    // An owner more does not make it less.
    let other = Self.reference("ConfigMap", "c", "u-c")
    #expect(standing(try Self.namespace(tenant: "oil", owners: [other, Self.oil])) == .own)
    let going = try Self.namespace(tenant: "oil", owners: [Self.oil], isTerminating: true)
    #expect(standing(going) == .leaving)
  }

  @Test func `a label alone gives nothing, and is told`() throws {
    let namespace = try Self.namespace(tenant: "oil")
    #expect(reason(standing(namespace)) == .namespaceUnproven)
    // Neither does the uid of a tenant that had the name before.
    let former = try Self.namespace(
      tenant: "oil", owners: [Self.reference("Tenant", "oil", "u-former")])
    #expect(reason(standing(former)) == .namespaceUnproven)
    #expect(standing(try Self.namespace(tenant: "oil", isTerminating: true)) == .unrelated)
  }

  @Test func `what names somebody else is nothing`() throws {
    #expect(standing(try Self.namespace()) == .unrelated)
    #expect(standing(try Self.namespace(tenant: "gas", owners: [Self.gas])) == .unrelated)
    #expect(standing(try Self.namespace(adopt: "Tenant/gas")) == .unrelated)
    #expect(standing(try Self.namespace(adopt: "Cluster/oil")) == .unrelated)
    // The status alone is not enough either: the namespace may be another one by now.
    #expect(standing(try Self.namespace(), named: ["x"]) == .unrelated)
    #expect(standing(try Self.namespace(tenant: "gas"), named: ["x"]) == .unrelated)
  }

  @Test func `a lost label is put back`() throws {
    for label in [nil, "gas", "nobody"] {
      let patch = marks(standing(try Self.namespace(tenant: label, owners: [Self.oil])))
      #expect(patch == ["labels": ["capsule.clastix.io/tenant": "oil"]])
    }
    let going = try Self.namespace(owners: [Self.oil], isTerminating: true)
    #expect(standing(going) == .unrelated)
  }

  @Test func `an administrator gives by annotation, or by the status beside the label`() throws {
    let adopted = marks(standing(try Self.namespace(adopt: "Tenant/oil")))
    #expect(adopted?["labels"] == ["capsule.clastix.io/tenant": "oil"])
    #expect(adopted?["ownerReferences"] == [Self.oil])
    #expect(adopted?["annotations"] == ["bailiwick.dev/adopt": .null])
    let other = Self.reference("ConfigMap", "c", "u-c")
    let named = marks(
      standing(try Self.namespace(tenant: "oil", owners: [other]), named: ["x"]))
    #expect(named?["ownerReferences"] == [other, Self.oil])
    #expect(named?["annotations"] == nil)
    // What was given twice is the tenant's already; only the annotation goes.
    let twice = try Self.namespace(tenant: "oil", owners: [Self.oil], adopt: "Tenant/oil")
    #expect(marks(standing(twice))?["ownerReferences"] == nil)
    #expect(marks(standing(twice))?["annotations"] == ["bailiwick.dev/adopt": .null])
    // A label of a tenant that is gone, or never was, does not hold it.
    #expect(marks(standing(try Self.namespace(tenant: "nobody", adopt: "Tenant/oil"))) != nil)
  }

  @Test func `what is protected is never the tenant's`() throws {
    for namespace in [
      try Self.namespace("kube-system", adopt: "Tenant/oil"),
      try Self.namespace("kube-system", tenant: "oil", owners: [Self.oil]),
      try Self.namespace("kube-system", owners: [Self.oil]),
    ] {
      #expect(reason(standing(namespace)) == .namespaceForbidden)
    }
    let named = try Self.namespace("kube-system", tenant: "oil")
    #expect(reason(standing(named, named: ["kube-system"])) == .namespaceForbidden)
  }

  @Test func `what somebody has is not given away`() throws {
    let controller = Self.reference("Profile", "p", "u-p", controller: true)
    for namespace in [
      try Self.namespace(tenant: "gas", owners: [Self.gas], adopt: "Tenant/oil"),
      try Self.namespace(owners: [controller], adopt: "Tenant/oil"),
      try Self.namespace(adopt: "Tenant/oil", claimed: true),
      try Self.namespace(tenant: "oil", owners: [Self.oil], claimed: true),
      // Two tenants and no label to decide.
      try Self.namespace(owners: [Self.oil, Self.gas]),
    ] {
      #expect(reason(standing(namespace)) == .namespaceTaken)
    }
    let relabelled = try Self.namespace(tenant: "oil", owners: [Self.gas])
    #expect(reason(standing(relabelled, named: ["x"])) == .namespaceTaken)
  }

  @Test func `of two tenants the label decides`() throws {
    let owners = [Self.oil, Self.gas]
    #expect(standing(try Self.namespace(tenant: "oil", owners: owners)) == .own)
    #expect(standing(try Self.namespace(tenant: "gas", owners: owners)) == .unrelated)
  }
}

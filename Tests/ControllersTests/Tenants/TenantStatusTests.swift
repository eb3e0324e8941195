import JSON
import Kubernetes
import Testing

@testable import Controllers

/// What is written into a tenant's status.
@Suite struct `The status of a tenant` {
  private func status(
    _ spec: JSONValue, _ namespaces: [String] = [], _ problems: Set<TenantProblem> = []
  ) throws -> TenantStatus {
    TenantStatus(
      tenant: try APIObject(json: ["metadata": ["name": "oil"], "spec": spec]),
      namespaces: namespaces, problems: problems)
  }

  private func field(_ name: String, of status: TenantStatus) -> JSONValue? {
    status.fields.first { $0.key == name }?.value
  }

  @Test func `names the namespaces in order, and counts them`() throws {
    let status = try status([:], ["oil-b", "oil-a"])
    #expect(field("namespaces", of: status) == ["oil-a", "oil-b"])
    #expect(field("size", of: status) == 2)
    #expect(field("state", of: status) == "Active")
    #expect(status.ready.isTrue && status.ready.reason == "Reconciled")
    #expect(status.isInOrder)
  }

  @Test func `says that a tenant is cordoned`() throws {
    #expect(field("state", of: try status(["cordoned": true])) == "Cordoned")
    #expect(field("state", of: try status(["cordoned": false])) == "Active")
  }

  @Test func `names each owner once, with all its roles`() throws {
    let spec: JSONValue = [
      "owner": ["kind": "User", "name": "alice"],
      "owners": [
        ["kind": "User", "name": "alice", "clusterRoles": ["admin", "view"]],
        ["kind": "ServiceAccount", "name": "system:serviceaccount:ci:bot"],
        ["kind": "Group", "name": "system:authenticated"],
      ],
    ]
    #expect(
      field("owners", of: try status(spec)) == [
        ["kind": "User", "name": "alice", "clusterRoles": ["admin", "view"]],
        [
          "kind": "ServiceAccount", "name": "system:serviceaccount:ci:bot",
          "clusterRoles": ["admin"],
        ],
      ])
  }

  @Test(
    arguments: [
      (["namespaceQuota": 1], true), (["namespaceOptions": ["quota": 1]], true),
      (["namespaceQuota": 5, "namespaceOptions": ["quota": 1]], true),
      (["namespaceQuota": 2], false), ([:], false),
    ] as [(JSONValue, Bool)])
  func `tells of a quota that is exceeded, which is no failure`(
    spec: JSONValue, isExceeded: Bool
  ) throws {
    let status = try status(spec, ["a", "b"])
    #expect(status.ready.isTrue)
    #expect((status.ready.reason == "QuotaExceeded") == isExceeded)
    #expect(status.isInOrder == !isExceeded)
  }

  @Test func `tells the gravest first, and not more than can be read`() throws {
    let many = (10...30).map { TenantProblem(.namespaceUnproven, "namespace \($0)") }
    let status = try status(
      ["namespaceQuota": 0], ["a"], Set(many + [TenantProblem(.roleForbidden, "no root")]))
    #expect(!status.ready.isTrue)
    #expect(status.ready.reason == "RoleForbidden")
    #expect(status.ready.message.hasPrefix("no root; the tenant has 1 namespaces"))
    #expect(status.ready.message.hasSuffix("namespace 15; and 15 more"))
  }
}

import JSON
import Kubernetes
import Testing

@testable import Controllers

/// What a controller before this one made, told from what it only took.
@Suite struct `A namespace of a controller before this one` {
  private static func cluster(_ created: String) throws -> FederatedObject {
    FederatedObject(
      .cluster,
      try APIObject(json: [
        "metadata": [
          "name": "cluster1", "uid": "u", "creationTimestamp": .string(created),
        ]
      ]))
  }

  private static func namespace(
    _ created: String, _ more: KeyValuePairs<String, JSONValue> = [:]
  ) throws -> APIObject {
    var metadata: JSONValue = ["name": "cluster1", "creationTimestamp": .string(created)]
    for (name, value) in more { metadata[name] = value }
    return try APIObject(json: ["metadata": metadata])
  }

  private static func binding(
    to role: String = "federation-cluster", _ subjects: JSONValue
  ) throws -> APIObject {
    try APIObject(json: [
      "metadata": ["name": "whatever", "namespace": "cluster1"],
      "roleRef": ["kind": "ClusterRole", "name": .string(role)], "subjects": subjects,
    ])
  }

  private static let account = ObjectKey(namespace: "cluster1", name: "cluster1")
  private static let accounts = [
    APIResource.serviceAccounts.object(account)
  ].compactMap { try? APIObject(json: $0) }
  private static let subjects: JSONValue = [
    ["kind": "ServiceAccount", "name": "cluster1", "namespace": "cluster1"]
  ]
  private static let (early, late) = ("2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z")

  private static func holds(
    object: String = early, namespace: APIObject? = nil, accounts: [APIObject] = accounts,
    bindings: [APIObject]? = nil
  ) throws -> Bool {
    FormerClaim(object: try cluster(object), account: account).holds(
      try namespace ?? Self.namespace(late), accounts: accounts,
      bindings: try bindings ?? [binding(subjects)])
  }

  @Test func `is known by its account and its binding`() throws {
    #expect(try Self.holds())
    #expect(try Self.holds(namespace: Self.namespace(Self.early)))
    // The first controller left the subject's namespace out.
    #expect(
      try Self.holds(bindings: [
        Self.binding([["kind": "ServiceAccount", "name": "cluster1"]])
      ]))
  }

  @Test func `is somebody else's if it is older than what asks for it`() throws {
    #expect(try !Self.holds(object: Self.late, namespace: Self.namespace(Self.early)))
    #expect(try !Self.holds(object: ""))
  }

  @Test func `is not one that is claimed, or on its way out`() throws {
    for (name, value) in [
      ("labels", ["bailiwick.dev/claimed-by": "Cluster.1"] as JSONValue),
      ("annotations", ["bailiwick.dev/claimant": "{}"]),
      ("deletionTimestamp", "2024-01-02T00:00:00Z"),
    ] {
      #expect(try !Self.holds(namespace: Self.namespace(Self.late, [name: value])), "\(name)")
    }
  }

  @Test func `has the account and the binding`() throws {
    #expect(try !Self.holds(accounts: []))
    #expect(try !Self.holds(bindings: []))
    #expect(try !Self.holds(bindings: [Self.binding(to: "edit", Self.subjects)]))
    #expect(
      try !Self.holds(bindings: [
        Self.binding([["kind": "ServiceAccount", "name": "cluster1", "namespace": "other"]])
      ]))
    #expect(try !Self.holds(bindings: [Self.binding([["kind": "User", "name": "cluster1"]])]))
    let two: JSONValue = [
      ["kind": "ServiceAccount", "name": "cluster1", "namespace": "cluster1"],
      ["kind": "User", "name": "alice"],
    ]
    #expect(try !Self.holds(bindings: [Self.binding(two)]))
  }
}

import JSON
import Kubernetes
import Testing

@testable import Controllers

/// Role bindings and quotas of what an account has in a namespace.
@Suite struct `Plans of what is made in a namespace` {
  private typealias Objects = DispatchObjects

  private let marks = ["bailiwick.dev/controller": "dispatch", "bailiwick.dev/account": "7"]

  private func binding(
    _ name: String, role: String = "edit", labels: [String: String]? = nil, subject: String = "7"
  ) throws -> APIObject {
    try Objects.made(
      name, in: "n", labels: labels ?? marks,
      [
        "roleRef": [
          "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(role),
        ],
        "subjects": [
          ["kind": "ServiceAccount", "name": .string(subject), "namespace": "dispatch"]
        ],
      ])
  }

  @Test func `the one that binds the role stays, under the better name`() throws {
    let owned = try Objects.owned("7-n", "7", "n")
    let hashed = try #require(GrantName.candidates("7", "n").last)
    let plan = BindingPlan(owned, made: [try binding(hashed), try binding("7-n")])
    #expect(plan.current?.key.name == "7-n")
    #expect(plan.surplus.map(\.key.name) == [hashed])
    let current = try #require(plan.current)
    #expect(!current.satisfies(plan.object("other")))
  }

  @Test func `one that binds another role goes`() throws {
    let owned = try Objects.owned("7-n", "7", "n", more: ["clusterRole": "view"])
    let plan = BindingPlan(owned, made: [try binding("7-n")])
    #expect(plan.current == nil)
    #expect(plan.surplus.count == 1)
    #expect(plan.object("7-n")["roleRef", "name"] == "view")
  }

  @Test func `one that lost its marks is known by what it gives, and others' are not`() throws {
    let plan = BindingPlan(try Objects.owned("7-n", "7", "n"), made: [])
    #expect(plan.isOurs(try binding("7-n", labels: [:])))
    #expect(plan.isOurs(try binding("7-n", subject: "8")))
    #expect(!plan.isOurs(try binding("7-n", labels: [:], subject: "8")))
    #expect(!plan.isOurs(try binding("7-n", role: "admin", labels: [:])))
    // It says that it is, and has to go before the right one comes.
    let wrong = try binding("7-n", role: "admin")
    #expect(plan.isOurs(wrong) && !plan.bindsRole(wrong))
  }

  @Test func `a role binding that lost the account's label is known by whom it binds`() throws {
    let label = ["bailiwick.dev/controller": "dispatch"]
    let key = GrantKey(of: try binding("7-n", labels: label))
    #expect(key == GrantKey(account: "7", namespace: "n"))
  }

  private func quota(_ hard: JSONValue, labels: [String: String]? = nil) throws -> APIObject {
    var json = try Objects.made("7-n", in: "n", labels: labels ?? marks, ["spec": ["hard": hard]])
      .json
    json["metadata"]?["annotations"] = ["bailiwick.dev/user-id": "7"]
    return try APIObject(json: json)
  }

  private func limited(_ quota: JSONValue) throws -> OwnedNamespace {
    try Objects.owned("7-n", "7", "n", more: ["quota": quota])
  }

  @Test(arguments: [
    (#"{"requests.cpu":"1000m","pods":20}"#, #"{"requests.cpu":"1","pods":"20"}"#, true),
    (#"{"requests.memory":"1024Mi"}"#, #"{"requests.memory":"1Gi"}"#, true),
    (#"{"pods":20}"#, #"{"pods":"21"}"#, false),
    (#"{"pods":20}"#, #"{"pods":"20","secrets":"1"}"#, false),
    (#"{"pods":20,"secrets":1}"#, #"{"pods":"20"}"#, false),
  ])
  func `amounts are compared by what they are worth`(
    wanted: String, known: String, isSame: Bool
  ) throws {
    let quota = try quota(JSONValue(parsing: Array(known.utf8)))
    let plan = QuotaPlan(try limited(JSONValue(parsing: Array(wanted.utf8))), made: [quota])
    #expect((plan.patch(of: quota) == nil) == isSame)
    #expect(plan.surplus.isEmpty)
  }

  @Test func `what was added to a quota is taken out, and its marks come back`() throws {
    let known = try quota(["pods": "20", "secrets": "1"], labels: [:])
    let patch = try #require(QuotaPlan(try limited(["pods": 20]), made: []).patch(of: known))
    #expect(patch["spec", "hard", "secrets"] == .some(.null))
    #expect(patch["metadata", "labels", "bailiwick.dev/account"] == "7")
  }

  @Test func `without a limit there is no quota`() throws {
    let plan = QuotaPlan(try Objects.owned("7-n", "7", "n"), made: [try quota(["pods": "1"])])
    #expect(!plan.isWanted && plan.current == nil && plan.surplus.count == 1)
  }
}

import Decide
import JSON
import KubernetesAPI
import Ownership
import Testing

struct CreationDecisionTests {
  typealias Row = DecisionRow

  static let alice = Example.alice
  static let namespaces = PolicyTests.namespaces

  /// Alice owns oil and tar, ops oil.
  static func view() throws -> View {
    var index = try Example.index()
    index.set(
      tenant: try Tenant([
        "metadata": ["name": "tar", "uid": "t-tar"],
        "spec": ["owners": [["kind": "User", "name": "alice"]]],
      ]))
    return index.view(now: 1)
  }

  @Test(arguments: [
    Row(Example.ops, "POST", namespaces, allowed: false, .create(["oil"])),
    Row(
      Example.ops, "POST", namespaces + "?fieldManager=kubectl-create&dryRun=All", allowed: false,
      .create(["oil"])),
    Row(Example.ops, "POST", namespaces + "/", allowed: false, .create(["oil"])),
    Row(Example.joe, "POST", namespaces, allowed: false, .create(["gas"])),
    Row(alice, "POST", namespaces, allowed: false, .create(["oil", "tar"])),
    // Before there is a namespace of the tenant.
    Row(Example.owner, "POST", namespaces, allowed: false, .create(["empty"])),
    // Whom the cluster's own rules let.
    Row(alice, "POST", namespaces, allowed: true, .pass),
    // Who owns nothing, nobody asks about.
    Row(Example.eve, "POST", namespaces, .pass),
    // Beside it.
    Row(alice, "POST", namespaces + "/oil-production", .pass),
    Row(alice, "POST", namespaces + "/oil-production/pods", .pass),
    Row(alice, "POST", namespaces + "/oil-production/finalize", .pass),
    Row(alice, "POST", "/api/v2/namespaces", .pass),
    Row(alice, "POST", "/apis/example.com/v1/namespaces", .pass),
    Row(alice, "PUT", namespaces, .pass),
    Row(alice, "PATCH", namespaces + "/oil-new", .pass),
    Row(alice, "POST", PolicyTests.classes, .pass),
    Row(alice, "POST", "/apis/capsule.clastix.io/v1beta2/tenants", .pass),
    // What could be read in two ways, or not be answered.
    Row(alice, "POST", namespaces + "?dryRun=All;x", .refuse(400)),
    Row(
      alice, "POST", namespaces, allowed: false, accept: "application/cbor", .refuse(406)),
  ])
  func `an owner of a tenant may make a namespace`(_ row: Row) throws {
    try row.check(in: try Self.view(), by: Example.selfService)
  }

  @Test func `nobody may where it is switched off`() throws {
    try Row(Self.alice, "POST", Self.namespaces, .pass).check(in: try Self.view())
  }

  @Test func `it has a group of its own`() throws {
    guard
      case .verdict(.create(let creation)) = try Row.decide(
        "POST", Self.namespaces + "/?fieldManager=me", as: Self.alice, in: try Self.view(),
        allowed: false, by: Example.selfService)
    else {
      Issue.record("no creation")
      return
    }
    #expect(creation.group == "bailiwick:create:namespaces")
    #expect(creation.path == Self.namespaces)
    #expect(creation.query.encoded() == "fieldManager=me")
    #expect(creation.accept == "application/json")
  }

  @Test func `a review says so`() throws {
    let access = ReviewedAccess(
      verb: "create", resource: GroupResource(group: "", resource: "namespaces"))
    for (user, policy, isGiven) in [
      (Self.alice, Example.selfService, true), (Example.owner, Example.selfService, true),
      (Example.eve, Example.selfService, false), (Self.alice, Example.policy, false),
    ] {
      let widening = policy.widening(
        of: access, for: Identity(user: user, proof: .bearerToken), in: try Self.view())
      switch widening {
      case .given(.namespaces, let group):
        #expect(isGiven && group == "bailiwick:create:namespaces")
      case .none: #expect(!isGiven)
      default: Issue.record("\(widening)")
      }
    }
  }

  @Test func `the rules say so`() throws {
    let rules = GrantedRule.all(
      for: Example.owner, in: try Self.view(), makesNamespaces: true
    ) { _, _ in true }
    #expect(
      rules.first
        == ReviewDecisionTests.rule(["list", "watch", "create"], "namespaces"))
  }
}

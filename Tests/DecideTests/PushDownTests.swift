import JSON
import KubernetesAPI
import Ownership
import Testing

@testable import Decide

/// What is asked upstream where few names are all that can be shown.
@Suite struct PushDownTests {
  struct Row: Sendable {
    let query: String
    let names: Int
    let selector: String?
  }

  static let rows = [
    Row(query: "", names: 2, selector: "kubernetes.io/metadata.name in (ns-0,ns-1)"),
    Row(query: "", names: 0, selector: "kubernetes.io/metadata.name,!kubernetes.io/metadata.name"),
    Row(
      query: "labelSelector=env%3Dprod", names: 1,
      selector: "env=prod,kubernetes.io/metadata.name in (ns-0)"),
    Row(query: "labelSelector=a%3D%3D%3D%3Db%20c", names: 1, selector: "a====b c"),
    Row(query: "", names: 200, selector: nil),
  ]

  /// The selection of a tenant with so many namespaces.
  static func selection(_ count: Int) throws -> Selection {
    var index = OwnershipIndex()
    let names = (0..<count).map { "ns-\($0)" }
    for name in names {
      index.set(
        namespace: try ObjectMeta(["name": .string(name), "uid": .string("uid-\(name)")]), at: 0)
    }
    index.set(
      tenant: try Tenant([
        "metadata": ["name": "t", "uid": "t"],
        "spec": ["owner": ["kind": "User", "name": "alice"]],
        "status": ["namespaces": .array(names.map { .string($0) })],
      ]))
    let view = index.view(now: 0)
    return try #require(view.selection(of: .namespaces, for: UserInfo(username: "alice")))
  }

  @Test(arguments: rows)
  func `asks for few names by their label, and says the client's own selector first`(_ row: Row)
    throws
  {
    let narrowed = PushDown.narrow(
      Query(parsing: row.query), to: try Self.selection(row.names), of: .namespaces)
    #expect(narrowed[first: "labelSelector"] == row.selector)
  }

  @Test func `asks for everything of a resource whose objects do not carry their name`() throws {
    let narrowed = PushDown.narrow(Query(), to: try Self.selection(1), of: .storageClasses)
    #expect(narrowed.isEmpty)
  }

  @Test func `narrows the list of namespaces that is decided`() throws {
    let decision = try DecisionRow.decide(
      "GET", "/api/v1/namespaces", as: Example.alice, in: try Example.view(), allowed: false)
    let filtering = try #require(Filtering(decision))
    #expect(filtering.target.hasPrefix("/api/v1/namespaces?labelSelector=kubernetes.io%2Fmetadata"))
    #expect(filtering.target.contains("oil-production"))
  }
}

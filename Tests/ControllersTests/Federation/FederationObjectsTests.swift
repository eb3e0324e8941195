import JSON
import Kubernetes
import Testing
import Wire

@testable import Controllers

/// What is made for a federated cluster.
@Suite struct `The objects of a federated cluster` {
  private static func cluster(_ spec: JSONValue?) throws -> FederatedObject {
    var json: JSONValue = ["metadata": ["name": "cluster1", "uid": "u"]]
    if let spec { json["spec"] = spec }
    return FederatedObject(.cluster, try APIObject(json: json))
  }

  private static let specs: [(JSONValue?, String)] = [
    (nil, "slate"), ([:], "slate"), (["Organization": ""], "slate"),
    (["Organization": "mine", "Namespace": "other"], "mine"),
  ]

  @Test(arguments: specs)
  func `write back who runs it and where it is`(spec: JSONValue?, organization: String) throws {
    let written = FederationObjects.spec(of: try Self.cluster(spec), in: "1-cluster1")
    #expect(
      written == [
        "spec": ["Organization": .string(organization), "Namespace": "1-cluster1"]
      ])
  }

  @Test func `write nothing back that is there`() throws {
    let spec: JSONValue = ["Organization": "slate", "Namespace": "cluster1"]
    #expect(FederationObjects.spec(of: try Self.cluster(spec), in: "cluster1") == nil)
  }

  @Test func `name the namespace of the account in every binding`() {
    let account = ObjectKey(namespace: "1-cluster1", name: "cluster1")
    let subjects: JSONValue = [
      ["kind": "ServiceAccount", "name": "cluster1", "namespace": "1-cluster1"]
    ]
    let here = FederationObjects.roleBinding(
      ObjectKey(namespace: "cluster1ns1", name: "cluster1ns1"), for: account)
    #expect(here["subjects"] == subjects && here["roleRef", "name"] == "federation-cluster")
    let everywhere = FederationObjects.clusterRoleBinding("b", to: "reads", for: account)
    #expect(everywhere["subjects"] == subjects && everywhere["roleRef", "name"] == "reads")
    for object in [here, everywhere] {
      #expect(object["metadata", "labels", "bailiwick.dev/controller"] == "federation")
    }
  }

  @Test func `do not take a binding's name from somebody else`() {
    let name = FederationObjects.globalBinding(of: "cluster-admin")
    #expect(name == "bailiwick-federation-cluster-admin")
    #expect(FederationObjects.cluster(ofGlobalBinding: name) == "cluster-admin")
    #expect(FederationObjects.cluster(ofGlobalBinding: "cluster-admin") == nil)
  }

  @Test func `are known for whose they are by kind, names and uid`() throws {
    let further = FederatedObject(
      .furtherNamespace,
      try APIObject(json: ["metadata": ["name": "n", "namespace": "cluster1", "uid": "u"]]))
    #expect(
      further.claimant == Claimant(kind: "ClusterNS", namespace: "cluster1", name: "n", uid: "u"))
    #expect(try Self.cluster(nil).claimant == Claimant(kind: "Cluster", name: "cluster1", uid: "u"))
  }

  /// Every condition, whether the object is ready then, and whether an administrator should hear of it.
  private static let conditions: [(what: FederationCondition, isReady: Bool, isWarning: Bool)] = [
    (.synced, true, false), (.creating("a"), false, false),
    (.refused(ClaimRefusal(.namespaceTaken, "it is taken")), false, true),
    (.refused(ClaimRefusal(.namespaceForbidden, "nobody may")), false, true),
    (.notFederated("a"), false, true), (.failed("no"), false, true),
    (.terminating(["a", "b"]), false, false), (.namespaceTerminating("a"), false, false),
  ]

  @Test(arguments: conditions)
  func `are ready only when everything is there`(
    what: FederationCondition, isReady: Bool, isWarning: Bool
  ) {
    #expect(what.condition.isTrue == isReady)
    #expect(what.isWarning == isWarning)
    #expect(!what.condition.message.isEmpty && what.condition.reason == what.reason)
  }

  @Test func `say reasons that are on the page`() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let page = try FileContents.read("/\(root)/Sources/bailiwick/Bailiwick.docc/Federation.md")
    let text = String(decoding: page, as: UTF8.self)
    for condition in Self.conditions {
      #expect(text.contains("\n| `\(condition.what.reason)` |"), "\(condition.what)")
    }
  }
}

import JSON
import Kubernetes
import KubernetesAPI
import Testing

@testable import Controllers

@Suite("Threat 24a: a resource claims another's namespace", .timeLimit(.minutes(10)))
struct Threat24aTests {
  /// Namespaces that are protected, or somebody's already.
  private static let others = [
    "kube-system", "default", "bailiwick-system", "somebody", "cluster9",
  ]

  /// What asks for a namespace, in each system.
  private enum Asking: String, CaseIterable, Sendable {
    case dispatch, ownedNamespace, cluster, further

    /// The object that asks.
    func object(for namespace: String) -> (JSONValue, APIResource) {
      switch self {
      case .dispatch:
        let spec: JSONValue = ["userID": "mallory", "namespaces": [.string(namespace)]]
        let key = ObjectKey(namespace: "dispatch", name: "mallory")
        return (APIResource.dispatchUsers.object(key, ["spec": spec]), .dispatchUsers)
      case .ownedNamespace:
        let spec: JSONValue = ["ownerID": "mallory", "namespace": .string(namespace)]
        let key = ObjectKey(namespace: "dispatch", name: "mallory-\(namespace)")
        return (APIResource.ownedNamespaces.object(key, ["spec": spec]), .ownedNamespaces)
      case .cluster:
        let key = ObjectKey(name: namespace)
        return (APIResource.federatedClusters.object(key), .federatedClusters)
      case .further:
        let key = ObjectKey(namespace: "guest", name: namespace)
        return (APIResource.furtherNamespaces.object(key), .furtherNamespaces)
      }
    }
  }

  @Test(arguments: others, Asking.allCases)
  private func `what asks for it is told no, binds nobody there, and deletes nothing`(
    namespace: String, asking: Asking
  ) async throws {
    let cluster = try StagedCluster()
    for name in ["dispatch", "bailiwick-system", "somebody"] {
      try await cluster.apply(APIResource.namespaces.object(ObjectKey(name: name)), .namespaces)
    }
    let (object, resource) = asking.object(for: namespace)
    try await cluster.run(try ControllerSelection("dispatch,federation")) {
      // One that is another claimant's, and one whose further namespaces are asked for.
      for name in ["cluster9", "guest"] where asking != .cluster || name != namespace {
        try await cluster.apply(
          APIResource.federatedClusters.object(ObjectKey(name: name)), .federatedClusters)
        try await cluster.eventually("\(name) is there") {
          try await cluster.object(.serviceAccounts, name, in: name) != nil
        }
      }
      let before = try await cluster.object(.namespaces, namespace)
      let asked = try await cluster.apply(object, resource)
      try await cluster.eventually("it is answered") {
        let found = try await cluster.object(
          resource, asked.key.name, in: asked.key.namespace)
        let told = found?.json["status", "conditions"]?[0]
        return told != nil && told?["reason"] != "Pending"
      }
      let answered = try await cluster.object(resource, asked.key.name, in: asked.key.namespace)
      let told = answered?.json["status", "conditions"]?[0]
      if asking == .cluster {
        // A cluster is given another namespace, with a number.
        #expect(answered?.json["status", "namespace"]?.string != namespace || before == nil)
      } else {
        #expect(told?["status"] == "False")
        let reasons = ["NamespaceForbidden", "NamespaceTaken"]
        #expect(reasons.contains(told?["reason"]?.string ?? ""), "\(String(describing: told))")
      }
      let bindings = try await cluster.objects(
        .roleBindings, labelled: "bailiwick.dev/controller")
      let there = bindings.filter { $0.key.namespace == namespace }
      #expect(there.allSatisfy { $0.key.name == "cluster9" }, "\(there.map(\.key))")
      try await cluster.delete(resource, asked.key.name, in: asked.key.namespace)
      try await cluster.eventually("it is gone") {
        try await cluster.object(resource, asked.key.name, in: asked.key.namespace) == nil
      }
      let after = try await cluster.object(.namespaces, namespace)
      #expect(after?.uid == before?.uid)
      #expect(after?.resourceVersion == before?.resourceVersion)
    }
  }
}

import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// F-10: what somebody changes by hand is put right again.
  @Suite struct `Federation is kept in order` {
    private static let roleGroup = "/apis/rbac.authorization.k8s.io/v1"

    @Test(arguments: Ground.all)
    func `an account and bindings that are deleted come again`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let further = "\(name)ns1"
      try await stage.untilReady(federated.ask(for: further))
      let paths = [
        FederatedCluster.account(name, name), FederatedCluster.binding(name, name),
        FederatedCluster.binding(further, further),
      ]
      for path in paths {
        let before = try await stage.until(path)
        try await stage.remove(path)
        try await stage.until(path, "to come again") {
          $0["metadata", "uid"] != before["metadata", "uid"]
        }
      }
    }

    @Test(arguments: Ground.all)
    func `bindings and marks that are edited are restored`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let further = "\(name)ns1"
      try await stage.untilReady(federated.ask(for: further))
      for binding in [
        FederatedCluster.binding(name, name), FederatedCluster.binding(further, further),
      ] {
        let before = try await stage.until(binding)
        let mallory: JSONValue = [
          "apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "mallory",
        ]
        try await stage.change(binding, ["subjects": [mallory]])
        try await stage.until(binding, "to be restored") {
          $0["subjects"] == before["subjects"]
        }
        // Without the label it is nobody's, and found again by its name.
        try await stage.change(
          binding, ["metadata": ["labels": ["bailiwick.dev/controller": .null]], "subjects": []])
        try await stage.until(binding, "to be restored") {
          $0["subjects"] == before["subjects"]
            && $0["metadata", "labels"] == before["metadata", "labels"]
        }
      }
      for namespace in [name, further] {
        let path = "/api/v1/namespaces/\(namespace)"
        let before = try await stage.until(path)
        let mark = "bailiwick.dev/claimed-by"
        for label in [JSONValue.null, "Cluster.0123456789"] {
          try await stage.change(path, ["metadata": ["labels": [mark: label]]])
          try await stage.until(path, "to be labelled again") {
            $0["metadata", "labels", mark] == before["metadata", "labels", mark]
          }
        }
        try await stage.change(
          path,
          ["metadata": ["labels": [mark: .null], "annotations": ["bailiwick.dev/claimant": .null]]])
        try await stage.until(path, "to be marked again") {
          $0["metadata", "annotations"] == before["metadata", "annotations"]
            && $0["metadata", "labels"] == before["metadata", "labels"]
        }
      }
    }

    @Test(arguments: Ground.all)
    func `bindings that nothing asks for are removed`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      let foreign = "\(name)-foreign"
      try await federated.makeForeign(foreign)
      var stray = try await stage.until(FederatedCluster.binding(name, name))
      for (namespace, binding) in [(name, "stray"), (foreign, name), (foreign, foreign)] {
        stray["metadata"] = [
          "name": .string(binding), "namespace": .string(namespace),
          "labels": ["bailiwick.dev/controller": "federation"],
        ]
        try await stage.make(stray, at: "\(Self.roleGroup)/namespaces/\(namespace)/rolebindings")
        try await stage.untilNone(FederatedCluster.binding(namespace, binding))
      }
      #expect(try await stage.object(FederatedCluster.binding(name, name)) != nil)
    }

    @Test(arguments: Ground.all)
    func `what is gone already is no hindrance to a Cluster's end`(ground: Ground) async throws {
      let federated = try await FederatedCluster(ground)
      let (stage, name) = (federated.stage, federated.name)
      try await federated.join()
      // Both at once, so that either may come first.
      async let namespace: Void = stage.remove("/api/v1/namespaces/\(name)")
      async let account: Void = stage.remove(FederatedCluster.account(name, name))
      async let cluster: Void = stage.remove(federated.path)
      _ = try await (namespace, account, cluster)
      try await stage.untilNone(federated.path)
      try await stage.untilNone("/api/v1/namespaces/\(name)")
    }
  }
}

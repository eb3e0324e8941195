import JSON
import KubernetesAPI
import Ownership
import TestSupport
import Testing

@testable import Proxy

@Suite("Threat 12: a right in one namespace shows several", .timeLimit(.minutes(5)))
struct Threat12Tests {
  /// Lists of what is in namespaces, alice's among them.
  private static let lists = [
    "/api/v1/pods", "/api/v1/pods?limit=1", "/api/v1/pods?watch=1", "/api/v1/watch/pods",
    "/api/v1/secrets?fieldSelector=metadata.namespace%3Doil-production",
    "/api/v1/secrets?fieldSelector=metadata.namespace=oil-production,metadata.namespace!=x",
    "/api/v1/pods?labelSelector=capsule.clastix.io%2Ftenant%3Doil",
    "/api/v1/pods?namespace=oil-production", "/api/v1/pods?namespaces=oil-production",
    "/apis/apps/v1/deployments", "/apis/events.k8s.io/v1/events", "/apis/apps/v1/watch/deployments",
    "/api/v1/namespaces/oil-production,gas-production/pods", "/api/v1/namespaces/*/pods",
    "/api/v1/namespaces/-/pods", "/api/v1/namespaces/_all/pods", "/api/v1/namespaces/%20/pods",
    "/api/v1/namespaces/gas-production/pods", "/apis/metrics.k8s.io/v1beta1/pods",
    "/api/v1/persistentvolumeclaims", "/apis/rbac.authorization.k8s.io/v1/rolebindings",
  ]

  @Test(arguments: lists)
  func `a list of what is in namespaces is the API server's to decide, as the caller`(
    _ target: String
  ) async throws {
    var scene = Scene()
    scene.script = { request in
      guard !request.isReview else { return nil }
      // Whoever comes with more than the caller's token would get this.
      return request.isOwn ? .init(#"{"items":["secret-name"]}"#) : .init(status: 403, "native")
    }
    try await Stage.run(scene) { stage in
      for method in ["GET", "DELETE", "POST"] {
        let reply = try await stage.ask(target, as: .alice, method: method)
        #expect(reply.status == 403)
        #expect(reply.text == "native")
      }
      #expect(stage.forwarded.map(\.target) == [target, target, target])
      for request in stage.forwarded {
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer alice.token"])
        #expect(request.values("Impersonate-Group").isEmpty)
      }
    }
  }

  private static let selectors = [
    "labelSelector=kubernetes.io%2Fmetadata.name+in+%28oil-production%2Cgas-production%29",
    "labelSelector=kubernetes.io%2Fmetadata.name%21%3Dx", "labelSelector=", "fieldSelector=",
    "fieldSelector=metadata.name%21%3Dx", "fieldSelector=status.phase%3DActive",
    "labelSelector=capsule.clastix.io%2Ftenant", "labelSelector=%21absent",
  ]

  @Test(arguments: selectors)
  func `a selector that names more namespaces shows those of them that are hers`(
    _ query: String
  ) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask("/api/v1/namespaces?" + query, as: .alice)
      #expect(reply.status == 200)
      #expect(reply.names == Example.aliceNamespaces)
      for name in Example.foreign { #expect(!reply.text.contains(name)) }
    }
  }

  @Test func `a role in one namespace shows that one, and what is named alike is not it`()
    async throws
  {
    try await Stage.run { stage in
      stage.view.publish(
        try Example.changedView { index in
          index.set(
            role: Role(
              metadata: ObjectMeta(name: "view", namespace: "gas-staging"),
              object: [
                "rules": [["apiGroups": [""], "resources": ["namespaces"], "verbs": ["get"]]]
              ]))
          // In the other namespace there is no role of that name.
          for namespace in ["gas-staging", "kube-public"] {
            index.set(
              roleBinding: RoleBinding(
                namespace: namespace, name: "view",
                role: .role(namespace: namespace, name: "view"), subjects: [.user("eve")]))
          }
        })
      let list = try await stage.ask("/api/v1/namespaces", as: .eve)
      #expect(list.names == ["gas-staging"])
      for name in ["gas-production", "kube-public", "oil-production"] {
        let one = try await stage.ask("/api/v1/namespaces/\(name)", as: .eve)
        #expect(one.status == 403)
      }
      // What is in it is for the API server to say.
      _ = try await stage.ask("/api/v1/pods", as: .eve)
      #expect(stage.forwarded.last?.isOwn == false)
      let nodes = try await stage.ask("/api/v1/nodes", as: .eve)
      #expect(nodes.status == 403)
    }
  }
}

import JSON
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite("Threat 24: a namespace is made that is somebody else's", .timeLimit(.minutes(5)))
struct Threat24Tests {
  /// What alice, who owns oil, posts, and what the refusal speaks of.
  struct Attempt: Sendable, CustomTestStringConvertible {
    let body: String
    var type = "application/json"
    var query = ""
    var code = 403
    let says: String
    var testDescription: String { "\(type) \(query) \(body)" }
  }

  private static func labelled(_ key: String, _ value: String) -> String {
    #"{"metadata":{"name":"oil-a","labels":{"\#(key)":"\#(value)"}}}"#
  }

  private static let owner =
    #""ownerReferences":[{"apiVersion":"capsule.clastix.io/v1beta2","kind":"Tenant","#
    + #""name":"gas","uid":"t-gas"}]"#

  static let attempts = [
    // The cluster's own names, and the program's.
    Attempt(body: #"{"metadata":{"name":"kube-system"}}"#, says: "cluster's own"),
    Attempt(body: #"{"metadata":{"name":"kube-new"}}"#, says: "cluster's own"),
    Attempt(body: #"{"metadata":{"name":"default"}}"#, says: "cluster's own"),
    Attempt(body: #"{"metadata":{"name":"bailiwick-system"}}"#, says: "cluster's own"),
    Attempt(body: #"{"metadata":{"generateName":"kube-"}}"#, says: "cluster's own"),
    Attempt(body: "metadata: {name: kube-new}", type: "application/yaml", says: "cluster's own"),
    // Another one's tenant.
    Attempt(body: labelled("capsule.clastix.io/tenant", "gas"), says: "capsule.clastix.io/tenant"),
    Attempt(body: labelled("capsule.clastix.io/tenant", ""), says: "capsule.clastix.io/tenant"),
    Attempt(
      body: labelled("capsule.clastix.io/tenant", "nowhere"), says: "capsule.clastix.io/tenant"),
    Attempt(body: #"{"metadata":{"name":"oil-a",\#(owner)}}"#, says: "ownerReferences"),
    // Another one's claim, or place in a tree.
    Attempt(body: labelled("bailiwick.dev/claimed-by", "Profile.x"), says: "bailiwick.dev"),
    Attempt(body: labelled("gas.tree.hnc.x-k8s.io/depth", "1"), says: "tree.hnc.x-k8s.io"),
    Attempt(
      body: #"{"metadata":{"name":"oil-a","annotations":{"hnc.x-k8s.io/subnamespace-of":"gas"}}}"#,
      says: "hnc.x-k8s.io"),
    // Out of the cluster's rules.
    Attempt(
      body: labelled("pod-security.kubernetes.io/enforce", "privileged"), says: "pod-security"),
    Attempt(body: labelled("admission.gatekeeper.sh/ignore", "yes"), says: "gatekeeper"),
    Attempt(body: labelled("kubernetes.io/metadata.name", "gas-production"), says: "metadata.name"),
    Attempt(body: #"{"metadata":{"name":"oil-a","finalizers":["a.b/c"]}}"#, says: "finalizers"),
    Attempt(body: #"{"metadata":{"name":"oil-a"},"spec":{"finalizers":["a"]}}"#, says: "spec"),
    // Two readers that read in two ways.
    Attempt(
      body: #"{"metadata":{"name":"oil-a"},"metadata":{"name":"oil-a",\#(owner)}}"#, code: 400,
      says: "error decoding body"),
    Attempt(
      body: #"{"metadata":{"name":"oil-a","name":"kube-new"}}"#, code: 400,
      says: "error decoding body"),
    Attempt(
      body: #"{"metadata":{"name":"oil-a"}}"#, query: "?dryRun=All&dryRun=", code: 400,
      says: "more than once"),
  ]

  @Test(arguments: attempts)
  func `it is refused before anything is asked of the API server`(
    _ attempt: Attempt
  ) async throws {
    let scene = GrantedScene()
    try await scene.run { stage in
      let reply = try await stage.ask(
        GrantedScene.path + attempt.query, as: .alice, [("Content-Type", attempt.type)],
        method: "POST", body: attempt.body)
      #expect(reply.status == attempt.code, "\(reply)")
      #expect(reply.message.contains(attempt.says), "\(reply.message)")
      #expect(scene.done.isEmpty)
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `with a forced prefix nobody learns the names of others`() async throws {
    let scene = GrantedScene(["forceTenantPrefix": true])
    try await scene.run { stage in
      var replies: [String] = []
      for name in ["gas-production", "gas-nothing"] {
        let reply = try await stage.ask(
          GrantedScene.path, as: .alice, [("Content-Type", "application/json")], method: "POST",
          body: #"{"metadata":{"name":"\#(name)"}}"#)
        replies.append("\(reply.status) \(reply.message.replacing(name, with: "NAME"))")
      }
      #expect(replies[0] == replies[1] && replies[0].hasPrefix("403"))
      #expect(stage.forwarded.isEmpty)
    }
  }

  @Test func `no other request runs in the group`() async throws {
    let scene = GrantedScene()
    try await scene.run { stage in
      for (method, target) in [
        ("POST", "/api/v1/namespaces/oil-production"), ("POST", "/api/v1/nodes"),
        ("POST", "/api/v1/namespaces/oil-production/finalize"), ("PUT", "/api/v1/namespaces"),
        ("PATCH", "/api/v1/namespaces/oil-new"), ("DELETE", "/api/v1/namespaces"),
        ("POST", "/api/v1/namespaces/gas-production/pods"),
      ] {
        _ = try await stage.ask(
          target, as: .alice, [("Content-Type", "application/json")], method: method,
          body: #"{"metadata":{"name":"oil-new"}}"#)
      }
      #expect(stage.forwarded.count == 7)
      #expect(
        stage.forwarded.allSatisfy { !$0.values("Impersonate-Group").contains(GrantedScene.group) })
      #expect(scene.done.isEmpty)
    }
  }
}

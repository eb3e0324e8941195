import JSON
import KubernetesAPI
import Wire

@testable import Sandbox

/// Tokens of one key for a store with a service account, a secret, pods and a node.
struct TokenFixture {
  /// Made once: primes take their time.
  private static let key = Result { () throws(TLSError) in try SigningKey() }

  static let now = Timestamp(seconds: 1_795_303_588)

  let store: ObjectStore
  let tokens: ServiceAccountTokens

  init() throws {
    store = try AccessFixture.store(
      [
        Self.object("ServiceAccount", "robot"), Self.object("Secret", "s"),
        Self.object("Pod", "p", spec: ["serviceAccountName": "robot", "nodeName": "n"]),
        Self.object("Pod", "lost", spec: ["serviceAccountName": "robot", "nodeName": "gone"]),
        Self.object("Pod", "other", spec: ["serviceAccountName": "default"]),
        Self.object("Node", "n", in: ""),
      ], policy: false)
    tokens = ServiceAccountTokens(key: try Self.key.get(), store: store)
  }

  static func object(
    _ kind: String, _ name: String, in namespace: String = "oil-production", spec: JSONValue? = nil
  ) -> JSONValue {
    var object: JSONValue = [
      "kind": .string(kind), "apiVersion": "v1",
      "metadata": ["name": .string(name), "uid": .string("uid-\(name)")],
    ]
    if !namespace.isEmpty { object["metadata"]?["namespace"] = .string(namespace) }
    if let spec { object["spec"] = spec }
    return object
  }

  func answer(_ spec: JSONValue, metadata: JSONValue = [:]) throws(Status) -> JSONValue {
    try tokens.answer(
      [
        "kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1", "metadata": metadata,
        "spec": spec,
      ], namespace: "oil-production", name: "robot", now: Self.now)
  }

  func token(_ spec: JSONValue = [:]) throws -> String {
    try answer(spec)["status", "token"]?.string ?? ""
  }
}

extension Difference {
  /// Of what the server says of itself, of reading, and of watching.
  static let ofReading: [Difference] = [
    Difference(
      "discovery", "GET /version",
      "what is said of the build is the sandbox's own, and marked so"),
    Difference(
      "discovery", "GET /api as aggregated",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /api as protobuf",
      "discovery is answered in JSON and YAML; no client asks for more"),
    Difference(
      "discovery", "GET /apis",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis as aggregated",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis as yaml",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /api/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /api/v1 as yaml",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/apps/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/networking.k8s.io/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/storage.k8s.io/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/discovery.k8s.io/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/events.k8s.io/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "GET /apis/admissionregistration.k8s.io/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "DELETE /api/v1/componentstatuses/x",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "anonymous GET /version",
      "what is said of the build is the sandbox's own, and marked so"),
    Difference(
      "discovery", "alice GET /apis/apps/v1",
      "kinds that nothing here needs are not served"),
    Difference(
      "discovery", "alice GET /openapi/v3",
      "only groups with resources have a document"),
    Difference(
      "discovery", "GET /.well-known/openid-configuration",
      "the key is RSA, as a server's is by default; the recorded one had ECDSA"),
    Difference(
      "reading", "GET /api/v1/namespaces/reading/configmaps?labelSelector=-bad-%3Dred",
      "a key that is none is refused in fewer words"),
    Difference(
      "reading", "GET /apis/rbac.authorization.k8s.io/v1/clusterroles/view",
      "the three roles are aggregated when they are made, not by a controller later"),
    Difference(
      "reading", "GET /apis/rbac.authorization.k8s.io/v1/clusterroles/edit",
      "the three roles are aggregated when they are made, not by a controller later"),
    Difference(
      "reading", "GET /apis/rbac.authorization.k8s.io/v1/clusterroles/admin",
      "the three roles are aggregated when they are made, not by a controller later"),
    Difference(
      "reading", "GET /api/v1/namespaces/default/services/kubernetes",
      "the target port is the recorded server's own"),
    Difference(
      "watching",
      "GET /api/v1/namespaces/watching/secrets?watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true as protobuf",
      "a real server's revision also moves by its own housekeeping"),
  ]
}

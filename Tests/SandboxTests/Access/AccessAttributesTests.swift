import KubernetesAPI
import Testing

@testable import Sandbox

struct AccessAttributesTests {
  @Test(arguments: [
    ("GET", "/metrics", AccessAttributes(verb: "get", path: "/metrics")),
    ("POST", "/api", AccessAttributes(verb: "post", path: "/api")),
    (
      "GET", "/api/v1/namespaces?watch=1",
      AccessAttributes(verb: "watch", path: nil, version: "v1", resource: "namespaces")
    ),
    (
      "PATCH", "/apis/apps/v1/namespaces/ns/deployments/web/scale",
      AccessAttributes(
        verb: "patch", path: nil, group: "apps", version: "v1", resource: "deployments",
        subresource: "scale", namespace: "ns", name: "web")
    ),
    (
      "DELETE", "/api/v1/namespaces/ns",
      AccessAttributes(
        verb: "delete", path: nil, version: "v1", resource: "namespaces", namespace: "ns",
        name: "ns")
    ),
  ])
  func `are read from a request`(
    _ method: String, _ target: String, _ attributes: AccessAttributes
  ) throws {
    let request = try ResourceRequest(method: method, target: target)
    #expect(AccessAttributes(request) == attributes)
  }
}

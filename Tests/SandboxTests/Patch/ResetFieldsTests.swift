import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct `Fields that a request does not write` {
  @Test(arguments: [
    ("", "configmaps", "", false, #"{"f:status":{}}"#),
    ("apps", "deployments", "", false, #"{"f:status":{}}"#),
    ("", "namespaces", "finalize", false, #"{"f:status":{}}"#),
    ("", "namespaces", "status", false, #"{"f:spec":{}}"#),
    ("apps", "deployments", "status", false, #"{"f:metadata":{"f:labels":{}},"f:spec":{}}"#),
    ("example.com", "deployments", "status", true, #"{"f:metadata":{},"f:spec":{}}"#),
    ("networking.k8s.io", "servicecidrs", "status", false, #"{"f:metadata":{},"f:spec":{}}"#),
    (
      "certificates.k8s.io", "certificatesigningrequests", "approval", false,
      #"{"f:spec":{},"f:status":{"f:certificate":{}}}"#
    ),
    ("apps", "deployments", "scale", false, "{}"),
  ])
  func `follow the resource and its part`(
    _ group: String, _ resource: String, _ part: String, _ isCustom: Bool, _ fields: String
  ) {
    let set = FieldSet.reset(
      by: GroupResource(group: group, resource: resource), subresource: part, isCustom: isCustom)
    #expect("\(set.fieldsV1)" == fields)
  }
}

import JSON
import Testing

@testable import Sandbox

/// What `structured-merge-diff` and `strategicpatch` say of real kinds.
@Suite struct `Built-in kinds` {
  @Test(arguments: [
    (
      "core.PersistentVolume", #"{"spec":{"claimRef":{"name":"a"}}}"#,
      #"{"f:spec":{"f:claimRef":{"f:name":{}}}}"#
    ),
    (
      "core.Endpoints", #"{"subsets":[{"addresses":[{"ip":"1"}]}]}"#, #"{"f:subsets":{}}"#
    ),
    (
      "apps.Deployment",
      #"{"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":"#
        + #"[{"name":"c","env":[{"name":"e","value":"1"}],"ports":[{"containerPort":80}]}],"#
        + #""tolerations":[{"key":"t"}]}}}}"#,
      #"{"f:spec":{"f:selector":{},"f:template":{"f:spec":{"f:containers":{"#
        + #""k:{\"name\":\"c\"}":{".":{},"f:env":{"k:{\"name\":\"e\"}":{".":{},"f:name":{},"#
        + #""f:value":{}}},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":"#
        + #"\"TCP\"}":{".":{},"f:containerPort":{}}}}},"f:tolerations":{}}}}}"#
    ),
    (
      "rbac.ClusterRoleBinding",
      #"{"roleRef":{"kind":"K","name":"n"},"subjects":[{"kind":"User","name":"u"}]}"#,
      #"{"f:roleRef":{},"f:subjects":{}}"#
    ),
  ])
  func `own their fields`(_ kind: String, _ object: String, _ fields: String) throws {
    let set = FieldSet(of: try json(object), schema: .message(kind))
    #expect("\(set.fieldsV1)" == fields)
  }

  @Test func `of which always has a structure have no owner for it`() throws {
    let object = try json(
      #"""
      {"metadata":{"name":"a"},"spec":{"replicas":1,"selector":null,"template":{"metadata":{},
       "spec":{"containers":[{"name":"c","resources":{}}]}},"strategy":{}},"status":{}}
      """#)
    let result = ManagedFields.afterUpdate(
      live: nil, new: object, schema: .message("apps.Deployment"), manager: "one",
      apiVersion: "apps/v1", now: "T1")
    #expect(
      "\(try #require(result["metadata", "managedFields"]?[0]?["fieldsV1"]))"
        == #"{"f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"#
        + #""k:{\"name\":\"c\"}":{".":{},"f:name":{},"f:resources":{}}}}}}}"#)
  }

  @Test func `may have an object that a strategic merge patch replaces`() throws {
    let patched = try StrategicMergePatch.apply(
      json(#"{"spec":{"selector":{"matchLabels":{"b":"2"}}}}"#),
      to: json(#"{"spec":{"selector":{"matchLabels":{"a":"1"}},"minAvailable":1}}"#),
      schema: .message("policy.PodDisruptionBudget"))
    #expect(
      try patched == json(#"{"spec":{"selector":{"matchLabels":{"b":"2"}},"minAvailable":1}}"#))
  }
}

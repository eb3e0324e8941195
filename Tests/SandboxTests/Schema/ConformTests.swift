import JSON
import Testing

@testable import Sandbox

/// The inputs and what a real server answers or would store; source: `sigs.k8s.io/json`.
@Suite struct ConformTests {
  private func conform(_ text: String, _ name: String) throws -> Conformed {
    try Schema.message(name).conform(JSONValue(parsing: Array(text.utf8)))
  }

  @Test(arguments: [
    (
      "core.Namespace", #"{"metadata":{"name":"a"},"kind":"Namespace","apiVersion":"v1"}"#,
      #"{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"a"},"spec":{},"status":{}}"#
    ),
    (
      "core.ConfigMap", #"{"data":{"b":"1","a":"2","ä":null},"immutable":false,"binaryData":{}}"#,
      #"{"metadata":{},"immutable":false,"data":{"a":"2","b":"1","ä":""}}"#
    ),
    (
      "meta.ObjectMeta", #"{"generation":0,"name":"","labels":{},"finalizers":[]}"#, #"{}"#
    ),
    (
      "meta.ObjectMeta", #"{"creationTimestamp":"2024-02-29T23:30:00.9+01:00"}"#,
      #"{"creationTimestamp":"2024-02-29T22:30:00Z"}"#
    ),
    ("meta.ObjectMeta", #"{"creationTimestamp":null,"deletionTimestamp":null}"#, #"{}"#),
    (
      "coordination.Lease", #"{"spec":{"renewTime":"2024-01-01T01:00:00.123456+01:00"}}"#,
      #"{"metadata":{},"spec":{"renewTime":"2024-01-01T00:00:00.123456Z"}}"#
    ),
    (
      "apps.DeploymentSpec", #"{"replicas":0,"template":{}}"#,
      #"{"replicas":0,"selector":null,"template":{"metadata":{},"spec":{"containers":null}},"#
        + #""strategy":{}}"#
    ),
    (
      "core.ServicePort", #"{"port":80,"targetPort":"http"}"#,
      #"{"port":80,"targetPort":"http"}"#
    ),
    ("core.ServicePort", #"{"port":80}"#, #"{"port":80,"targetPort":0}"#),
    (
      "core.Volume", #"{"secret":{"secretName":"a"},"name":"v"}"#,
      #"{"name":"v","secret":{"secretName":"a"}}"#
    ),
    (
      "apiextensions.CustomResourceValidation",
      #"{"openAPIV3Schema":{"properties":{"b":{"minimum":1.0},"a":{"items":{"foo":1}}},"type":"a"}}"#,
      #"{"openAPIV3Schema":{"type":"a","properties":{"a":{"items":{}},"b":{"minimum":1}}}}"#
    ),
    ("rbac.ClusterRole", #"{"rules":[]}"#, #"{"metadata":{},"rules":[]}"#),
    ("core.NamespaceList", #"{"items":[]}"#, #"{"metadata":{},"items":[]}"#),
  ])
  func `Values take the shape Go gives them`(name: String, text: String, result: String) throws {
    #expect(try conform(text, name).value.description == result)
  }

  @Test(arguments: [
    ("rbac.ClusterRole", #"{"metadata":{},"rules":[]}"#, #"{"metadata":{},"rules":null}"#),
    (
      "apps.DeploymentSpec", #"{"template":{"spec":{"containers":[]}}}"#,
      #"{"template":{"spec":{"containers":null}}}"#
    ),
    (
      "rbac.Role", #"{"rules":[{"verbs":[]},{"verbs":["get"]}]}"#,
      #"{"rules":[{"verbs":null},{"verbs":["get"]}]}"#
    ),
  ])
  func `The store tells no empty list from none`(name: String, text: String, result: String) throws
  {
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(Schema.message(name).stored(value).description == result)
  }

  @Test func `Unknown fields are dropped and reported in order`() throws {
    let text = #"""
      {"foo":1,"metadata":{"labels":{"foo":"x"},"Name":"a"},
       "spec":{"containers":[{"name":"a"},{"name":"b","foo":{"bar":1},"env":[{"foo":1}]}]}}
      """#
    let conformed = try conform(text, "core.Pod")
    #expect(
      conformed.unknown == [
        "foo", "metadata.Name", "spec.containers[1].foo", "spec.containers[1].env[0].foo",
      ])
    #expect(conformed.value["metadata"] == ["labels": ["foo": "x"]])
  }

  @Test(arguments: [
    (
      "core.Namespace", #"{"metadata":{"labels":"a"}}"#,
      "json: cannot unmarshal string into Go struct field ObjectMeta.metadata.labels of type "
        + "map[string]string"
    ),
    (
      "apps.Deployment", #"{"spec":{"replicas":"1"}}"#,
      "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type "
        + "int32"
    ),
    (
      "apps.Deployment", #"{"spec":{"replicas":2147483648}}"#,
      "json: cannot unmarshal number 2147483648 into Go struct field DeploymentSpec.spec.replicas "
        + "of type int32"
    ),
    (
      "apps.Deployment", #"{"spec":{"replicas":1.5}}"#,
      "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type "
        + "int32"
    ),
    (
      "core.Namespace", #"{"metadata":{"labels":{"a":1}}}"#,
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
    ),
    (
      "core.Namespace", #"{"spec":[]}"#,
      "json: cannot unmarshal array into Go struct field Namespace.spec of type v1.NamespaceSpec"
    ),
    (
      "core.Pod", #"{"spec":{"volumes":[{"secret":1}]}}"#,
      "json: cannot unmarshal number into Go struct field "
        + "Volume.spec.volumes.VolumeSource.secret of type v1.SecretVolumeSource"
    ),
    (
      "core.Pod", #"{"spec":{"restartPolicy":1}}"#,
      "json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type "
        + "v1.RestartPolicy"
    ),
    (
      "core.Namespace", #"[]"#, "json: cannot unmarshal array into Go value of type v1.Namespace"
    ),
    (
      "core.Namespace", #"{"metadata":{"creationTimestamp":"x"}}"#,
      #"parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006""#
    ),
    (
      "core.Namespace", #"{"metadata":{"creationTimestamp":1}}"#,
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of "
        + "type string"
    ),
    (
      "core.Service", #"{"spec":{"ports":[{"targetPort":true}]}}"#,
      "json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type "
        + "int32"
    ),
    (
      "core.ResourceQuota", #"{"spec":{"hard":{"pods":"1x"}}}"#,
      "quantities must match the regular expression "
        + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
    ),
    (
      "coordination.Lease", #"{"spec":{"renewTime":"2024-01-01T00:00:00.5Z"}}"#,
      #"parsing time "2024-01-01T00:00:00.5Z" as "2006-01-02T15:04:05.000000Z07:00": "#
        + #"cannot parse ".5Z" as ".000000""#
    ),
    (
      "apiextensions.JSONSchemaProps", #"{"additionalProperties":"x"}"#,
      "boolean or JSON schema expected"
    ),
    ("core.Secret", #"{"data":{"a":"!"}}"#, "illegal base64 data at input byte 0"),
    (
      "core.Namespace", #"{"metadata":{"labels":{"a":1},"creationTimestamp":"x"}}"#,
      #"parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006""#
    ),
  ])
  func `Wrong types are refused in Go's words`(name: String, text: String, message: String) {
    #expect {
      try conform(text, name)
    } throws: {
      ($0 as? ConformError)?.message == message
    }
  }

  @Test(arguments: [
    "namespaces.list.json", "nodes.list.json", "storageclasses.list.json",
    "ingressclasses.list.json",
  ])
  func `What a server answered keeps its bytes`(file: String) throws {
    let names = [
      "namespaces": "core.NamespaceList", "nodes": "core.NodeList",
      "storageclasses": "storage.StorageClassList", "ingressclasses": "networking.IngressClassList",
    ]
    let bytes = try Recording.bytes(file)
    let name = try #require(names[String(file.prefix { $0 != "." })])
    let conformed = try Schema.message(name).conform(JSONValue(parsing: bytes))
    #expect(conformed.unknown.isEmpty)
    #expect(conformed.value.encoded() + [0x0A] == bytes)
  }
}

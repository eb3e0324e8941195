import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct ProtobufTests {
  @Test(arguments: [
    "namespaces.list", "nodes.list", "storageclasses.list", "ingressclasses.list",
    "priorityclasses.list", "runtimeclasses.list", "persistentvolumes.list",
    "namespace.get", "crds.list", "status.401", "status.404.namespace",
  ])
  func `The JSON and the protobuf of one answer are made of each other`(name: String) throws {
    let json = try Recording.bytes(name + ".json")
    let protobuf = try Recording.bytes(name + ".pb")
    let envelope = try ProtobufEnvelope(protobuf.span, as: .go)
    #expect(try envelope.object().encoded() == json.dropLast())
    let object = try JSONValue(parsing: json)
    #expect(ProtobufEnvelope(object)?.wrapped() == protobuf)
  }

  @Test func `Partial objects in a list leave their kind in JSON alone`() throws {
    let object = try JSONValue(parsing: try Recording.bytes("namespaces.list.pom.json"))
    #expect(ProtobufEnvelope(object)?.wrapped() == (try Recording.bytes("namespaces.list.pom.pb")))
  }

  @Test func `The frames of a watch are written as they were recorded`() throws {
    let frames = try Recording.bytes("watch.namespaces.pb")
    var events: [JSONValue] = []
    for line in try Recording.bytes("watch.namespaces.json").split(separator: 0x0A) {
      events.append(try JSONValue(parsing: line))
    }
    var written: [UInt8] = []
    var read: [JSONValue] = []
    var rest = frames[...]
    while !rest.isEmpty {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let event = try Protobuf.decode(
        Array(rest.dropFirst(4).prefix(length)), as: "meta.WatchEvent")
      read.append(event)
      rest = rest.dropFirst(4 + length)
      let object = try #require(event["object"])
      written += ProtobufWatchFrame.event(
        type: event["type"]?.string ?? "",
        object: try #require(ProtobufEnvelope(object)).wrapped())
    }
    #expect(written == frames)
    // The recordings are of two watches; what happened first is the same in both.
    #expect(read.first == events.first)
  }

  @Test(arguments: [
    ("core.Pod", #"{"spec":{"volumes":[{"name":"a","secret":{"secretName":"b"}}]}}"#),
    ("core.Service", #"{"spec":{"ports":[{"port":-1,"targetPort":"http"},{"targetPort":8}]}}"#),
    ("core.ResourceQuota", #"{"spec":{"hard":{"cpu":"1500m","pods":"3","a":"1Gi"}}}"#),
    (
      "core.Secret",
      #"{"metadata":{"labels":{"b":"","a":"é"}},"data":{"k":"AAEC"},"type":"Opaque"}"#
    ),
    (
      "authorization.SubjectAccessReview",
      #"{"spec":{"user":"a","extra":{"b":["1","2"],"a":["3"]}},"status":{"allowed":true}}"#
    ),
    ("coordination.Lease", #"{"spec":{"renewTime":"2024-01-01T00:00:00.123456Z"}}"#),
    (
      "admissionregistration.ValidatingAdmissionPolicy",
      #"{"spec":{"matchConstraints":{"resourceRules":[{"operations":["*"],"resources":["a"]}]}}}"#
    ),
    (
      "apiextensions.CustomResourceValidation",
      #"{"openAPIV3Schema":{"type":"object","properties":{"a":{"maximum":1.50,"items":{"type":"#
        + #""string"}},"b":{"additionalProperties":true,"enum":[null,1,{"x":[]}]},"c":"#
        + #"{"additionalProperties":{"default":{}}},"d":{"items":[{},{"nullable":true}]}}}}"#
    ),
    ("core.Pod", #"{"spec":{"containers":[{"livenessProbe":{"exec":{"command":["a"]}}}]}}"#),
    ("networking.NetworkPolicy", #"{"spec":{"ingress":[{"ports":[{"port":80}]}]}}"#),
    ("apps.Deployment", #"{"spec":{"replicas":0,"paused":false,"revisionHistoryLimit":0}}"#),
  ])
  func `What is written is read again`(name: String, text: String) throws {
    let value = try Schema.message(name).conform(JSONValue(parsing: Array(text.utf8)))
    #expect(value.unknown.isEmpty)
    let bytes = Protobuf.encode(value.value, as: name)
    let again = try Protobuf.decode(bytes, as: name).description
    #expect(again == value.value.description)
  }

  /// The bodies that are acted upon are read by tables of their own.
  @Test(arguments: [
    #"{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","metadata":{},"#
      + #""spec":{"resourceAttributes":{"namespace":"default","verb":"list","group":"apps","#
      + #""version":"*","resource":"deployments","subresource":"scale","name":"web","#
      + #""labelSelector":{"requirements":[{"key":"a","operator":"In","values":["b"]}]}},"#
      + #""nonResourceAttributes":{"path":"/x","verb":"get"}},"status":{}}"#,
    #"{"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1","metadata":{},"#
      + #""spec":{"namespace":"oil"},"status":{}}"#,
    #"{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1","metadata":{},"#
      + #""status":{"userInfo":{"username":"a","groups":["b"],"extra":{"c":["d"]}}}}"#,
    #"{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"preconditions":{"uid":"u","#
      + #""resourceVersion":"7"},"orphanDependents":false,"propagationPolicy":"Foreground","#
      + #""dryRun":["All"]}"#,
  ])
  func `A body is the same to those who act upon it`(text: String) throws {
    let object = try JSONValue(parsing: Array(text.utf8))
    let body = try #require(ProtobufEnvelope(object)).wrapped()
    #expect(try ProtobufBody.json(body) == object)
  }

  @Test func `A message that is cut off anywhere is an error or shorter`() throws {
    let bytes = try Recording.bytes("nodes.list.pb")
    for count in 0..<bytes.count {
      _ = try? ProtobufEnvelope(Array(bytes.prefix(count)).span, as: .go).object()
    }
    #expect(throws: ProtobufError.truncated) {
      try ProtobufEnvelope(Array(bytes.prefix(2000)).span, as: .go)
    }
  }

  @Test func `No change of a byte stops the server`() throws {
    let bytes = try Recording.bytes("namespace.get.pb")
    for place in bytes.indices {
      for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF, bytes[place] ^ 1] {
        var changed = bytes
        changed[place] = value
        _ = try? ProtobufEnvelope(changed.span, as: .go).object()
      }
    }
  }

  @Test(
    arguments: [
      ([0x0A, 0x05, 0x01], ProtobufError.truncated),
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .overflow),
      (Array(repeating: 0xFB, count: 100) + [0x01], .overflow),
      (Array(repeating: 0x2B, count: 1000), .nested),
      ([0x08, 0x01], .wrong(.varint)),
      ([0x00], ProtobufError(message: "proto: illegal tag 0 (wire type 0)")),
      ([0x0F], ProtobufError(message: "proto: illegal wireType 7")),
      ([0x0C], .wrong(.groupEnd)),
      ([0x2C], ProtobufError(message: "proto: unexpected end of group")),
    ] as [([UInt8], ProtobufError)])
  func `Nonsense is refused`(bytes: [UInt8], error: ProtobufError) {
    #expect(throws: error) { try Protobuf.decode(bytes, as: "core.Namespace") }
  }

  @Test func `Schemas within schemas end somewhere`() {
    let not = [0xE2, 0x01] as [UInt8]
    var schema: [UInt8] = []
    for _ in 0..<1000 {
      var writer = ProtobufWriter()
      writer.varint(UInt64(schema.count))
      schema = not + writer.bytes + schema
    }
    #expect(throws: ProtobufError.nested) {
      try Protobuf.decode(schema, as: "apiextensions.JSONSchemaProps")
    }
  }

  @Test func `Fields nobody knows are left out`() throws {
    let bytes: [UInt8] = [0x50, 0x01, 0x52, 0x01, 0x00, 0x53, 0x50, 0x01, 0x54, 0x0A, 0x00]
    #expect(
      try Protobuf.decode(bytes, as: "core.Namespace")
        == ["metadata": [:], "spec": [:], "status": [:]])
  }
}

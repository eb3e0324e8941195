import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct `Server-side apply` {
  private func apply(
    _ patch: JSONValue, to live: JSONValue? = nil, _ schema: Schema = PatchSchemas.configMap,
    by manager: String = "one", force: Bool = false, at now: String = "T1",
    ignoring: FieldSet = FieldSet()
  ) throws(Status) -> JSONValue {
    try ManagedFields.apply(
      patch: patch, live: live, schema: schema, manager: manager, force: force, apiVersion: "v1",
      kind: "ConfigMap", now: now, ignoring: ignoring)
  }

  private func map(_ data: JSONValue, _ labels: JSONValue? = nil) -> JSONValue {
    var map: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": data,
    ]
    map["metadata"]?["labels"] = labels
    return map
  }

  private func update(_ live: JSONValue, _ data: JSONValue, by manager: String) -> JSONValue {
    var new = live
    new["data"] = data
    return ManagedFields.afterUpdate(
      live: live, new: new, schema: PatchSchemas.configMap, manager: manager, apiVersion: "v1",
      now: "T2")
  }

  private func entries(_ object: JSONValue) -> [JSONValue] {
    object["metadata", "managedFields"]?.array ?? []
  }

  private func fields(_ object: JSONValue, _ manager: String) -> String? {
    entries(object).first { $0["manager"]?.string == manager }.map { "\($0["fieldsV1"] ?? .null)" }
  }

  @Test func `creates an object and owns what it says`() throws {
    let result = try apply(map(["a": "1"], ["x": "y"]))
    #expect(result["data"] == ["a": "1"])
    #expect(
      "\(JSONValue.array(entries(result)))"
        == #"[{"manager":"one","operation":"Apply","apiVersion":"v1","time":"T1","#
        + #""fieldsType":"FieldsV1","#
        + #""fieldsV1":{"f:data":{"f:a":{}},"f:metadata":{"f:labels":{"f:x":{}}}}}]"#)
  }

  @Test func `changes nothing when it is repeated`() throws {
    let live = try apply(map(["a": "1"]))
    #expect(try "\(apply(map(["a": "1"]), to: live, at: "T2"))" == "\(live)")
  }

  @Test func `removes what it does not say any more`() throws {
    let live = try apply(map(["a": "1", "b": "2"], ["x": "y"]))
    let result = try apply(map(["b": "2"]), to: live, at: "T2")
    #expect(result["data"] == ["b": "2"])
    #expect(result["metadata", "labels"] == nil || result["metadata", "labels"] == [:])
    #expect(entries(result)[0]["time"] == "T2")
    #expect(fields(result, "one") == #"{"f:data":{"f:b":{}}}"#)
  }

  @Test func `leaves what somebody else applies or writes`() throws {
    var live = try apply(map(["a": "1", "b": "2"]))
    live = try apply(map(["a": "1"]), to: live, by: "two", at: "T2")
    live = update(live, ["a": "1", "b": "2", "c": "3"], by: "three")
    let result = try apply(map(["d": "4"]), to: live, at: "T3")
    #expect(result["data"] == ["a": "1", "c": "3", "d": "4"])
    #expect(fields(result, "two") == #"{"f:data":{"f:a":{}}}"#)
    #expect(fields(result, "three") == #"{"f:data":{"f:c":{}}}"#)
  }

  @Test func `shares a field when the values agree, without a time of its own`() throws {
    let live = try apply(map(["a": "1"]))
    let result = try apply(map(["a": "1"]), to: live, by: "two", at: "T2")
    #expect(entries(result).map { $0["manager"] } == ["two", "one"])
    #expect(entries(result)[0]["time"] == nil)
  }

  @Test func `conflicts with another manager's field`() throws {
    let live = update(try apply(map(["a": "1"])), ["a": "2"], by: "kubectl-client-side-apply")
    let failure = try #require(throws: Status.self) { try apply(map(["a": "3"]), to: live) }
    #expect(
      failure.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
        "message":
          #"Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .data.a"#,
        "reason": "Conflict",
        "details": [
          "causes": [
            [
              "reason": "FieldManagerConflict",
              "message": #"conflict with "kubectl-client-side-apply" using v1"#,
              "field": ".data.a",
            ]
          ]
        ],
        "code": 409,
      ])
    let result = try apply(map(["a": "3"]), to: live, force: true, at: "T3")
    #expect(result["data"] == ["a": "3"])
    #expect(fields(result, "kubectl-client-side-apply") == nil)
    #expect(fields(result, "one") == #"{"f:data":{"f:a":{}}}"#)
  }

  @Test func `tells the conflicts manager by manager`() throws {
    var live = try apply(map(["a": "1", "b": "1"]), by: "two")
    live = update(live, ["a": "1", "b": "1", "c": "1"], by: "three")
    let failure = try #require(throws: Status.self) {
      try apply(map(["a": "2", "b": "2", "c": "2"]), to: live)
    }
    #expect(
      failure.message == """
        Apply failed with 3 conflicts: conflicts with "three" using v1:
        - .data.c
        conflicts with "two":
        - .data.a
        - .data.b
        """)
    #expect(failure.details?.causes.map(\.field) == [".data.c", ".data.a", ".data.b"])
  }

  @Test func `takes what was there before the first apply for somebody's`() throws {
    let live = map(["a": "1", "b": "2"])
    let failure = try #require(throws: Status.self) { try apply(map(["a": "3"]), to: live) }
    #expect(
      failure.message
        == #"Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.a"#)
    let result = try apply(map(["a": "1", "c": "3"]), to: live)
    #expect(result["data"] == ["a": "1", "b": "2", "c": "3"])
    #expect(entries(result).map { $0["operation"] } == ["Apply", "Update"])
    #expect(
      fields(result, "before-first-apply") == #"{"f:data":{".":{},"f:a":{},"f:b":{}}}"#)
  }

  @Test func `lets kubectl take what it has applied itself before`() throws {
    var old = map(["a": "1", "b": "2"])
    old[at: ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"]] =
      .string("\(map(["a": "1", "b": "1"]))")
    let live = ManagedFields.afterUpdate(
      live: nil, new: old, schema: PatchSchemas.configMap, manager: "kubectl-client-side-apply",
      apiVersion: "v1", now: "T1")
    let result = try apply(map(["a": "3"]), to: live, by: "kubectl")
    #expect(result["data"] == ["a": "3", "b": "2"])
    #expect(
      result["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"]
        == .string(
          #"{"apiVersion":"v1","data":{"a":"3"},"kind":"ConfigMap","metadata":{"name":"a"}}"#
            + "\n"))
    let failure = try #require(throws: Status.self) {
      try apply(map(["a": "3", "b": "3"]), to: live, by: "kubectl")
    }
    #expect(failure.details?.causes.map(\.field) == [".data.b"])
  }

  @Test func `merges lists by their keys in the order of the configuration`() throws {
    func service(_ ports: String) throws -> JSONValue {
      try json(
        #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"spec":{"ports":\#(ports)}}"#
      )
    }
    var live = try apply(service(#"[{"port":1},{"port":2,"name":"x"}]"#), PatchSchemas.service)
    live = try apply(
      service(#"[{"port":3,"protocol":"UDP"},{"port":2,"targetPort":"y"}]"#), to: live,
      PatchSchemas.service, by: "two")
    #expect(
      try live["spec", "ports"]
        == json(
          #"""
          [{"port":1},{"port":3,"protocol":"UDP"},{"port":2,"name":"x","targetPort":"y"}]
          """#))
    #expect(
      fields(live, "two")
        == #"{"f:spec":{"f:ports":{"k:{\"port\":2,\"protocol\":\"TCP\"}":{".":{},"f:port":{},"#
        + #""f:targetPort":{}},"k:{\"port\":3,\"protocol\":\"UDP\"}":{".":{},"f:port":{},"#
        + #""f:protocol":{}}}}}"#)
    live = try apply(service("[]"), to: live, PatchSchemas.service)
    #expect(
      try live["spec", "ports"]
        == json(#"[{"port":3,"protocol":"UDP"},{"port":2,"targetPort":"y"}]"#))
  }

  @Test func `does not own what the request does not write`() throws {
    let result = try apply(map(["a": "1"], ["x": "y"]), ignoring: FieldSet(paths: [["data"]]))
    #expect(fields(result, "one") == #"{"f:metadata":{"f:labels":{"f:x":{}}}}"#)
  }

  @Test(arguments: [
    (
      #"{"apiVersion":"v1","kind":"Pod"}"#, 400, "invalid object type: /v1, Kind=Pod"
    ),
    (
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"managedFields":[]}}"#, 400,
      "metadata.managedFields must be nil"
    ),
    (
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":1}}"#, 500,
      "failed to create typed patch object (/a; /v1, Kind=ConfigMap): "
        + ".data.a: expected string, got &value.valueUnstructured{Value:1}"
    ),
    (
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"n"},"foo":{}}"#,
      500,
      "failed to create typed patch object (n/a; /v1, Kind=ConfigMap): "
        + ".foo: field not declared in schema"
    ),
    (
      #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"finalizers":["a","a"]}}"#, 500,
      #"failed to create typed patch object (/; /v1, Kind=ConfigMap): "#
        + #".metadata.finalizers: duplicate entries for key [="a"]"#
    ),
    (
      #"{"apiVersion":"v1","kind":"ConfigMap","immutable":"yes","data":[1]}"#, 500,
      "failed to create typed patch object (/; /v1, Kind=ConfigMap): errors:\n"
        + "  .immutable: expected boolean, got &{yes}\n  .data: expected map, got &{[1]}"
    ),
  ])
  func `refuses what is no such configuration`(
    _ patch: String, _ code: Int, _ message: String
  ) throws {
    let failure = try #require(throws: Status.self) { try apply(json(patch)) }
    #expect(failure.code == code)
    #expect(failure.message == message)
  }
}

import JSON
import Testing

@testable import Sandbox

@Suite struct `Managed fields of updates` {
  private let created: JSONValue = [
    "apiVersion": "v1", "kind": "ConfigMap",
    "metadata": ["name": "a", "uid": "1", "labels": ["x": "y"]], "data": ["a": "1", "b": "2"],
  ]

  private func write(
    _ new: JSONValue, over live: JSONValue? = nil, by manager: String = "one",
    at now: String = "T1",
    part: String = "", ignoring: FieldSet = FieldSet()
  ) -> JSONValue {
    ManagedFields.afterUpdate(
      live: live, new: new, schema: PatchSchemas.configMap, manager: manager, apiVersion: "v1",
      subresource: part, now: now, ignoring: ignoring)
  }

  private func entries(_ object: JSONValue) -> JSONValue? { object["metadata", "managedFields"] }

  @Test func `say who has created what`() throws {
    #expect(
      "\(try #require(entries(write(created))))"
        == #"[{"manager":"one","operation":"Update","apiVersion":"v1","time":"T1","#
        + #""fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:a":{},"f:b":{}},"#
        + #""f:metadata":{"f:labels":{".":{},"f:x":{}}}}}]"#)
  }

  @Test func `have no time when it was a scale that was written`() {
    let result = write(created, part: "scale")
    #expect(entries(result)?[0]?["subresource"] == "scale")
    #expect(entries(result)?[0]?["time"] == nil)
  }

  @Test func `do not list structures that are always there`() throws {
    let pod = try json(
      #"{"metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"i","resources":{}}]}}"#)
    let result = ManagedFields.afterUpdate(
      live: nil, new: pod, schema: PatchSchemas.pod, manager: "one", apiVersion: "v1", now: "T1")
    #expect(
      "\(try #require(entries(result)?[0]?["fieldsV1"]))"
        == #"{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:image":{},"f:name":{},"#
        + #""f:resources":{}}}}}"#)
  }

  @Test func `give a field to who has changed it last`() throws {
    let live = write(created)
    var new = live
    new["data"]?["a"] = "3"
    new["data"]?["c"] = "4"
    new["data"]?["b"] = nil
    let result = write(new, over: live, by: "two", at: "T2")
    #expect(
      try entries(result)
        == json(
          #"""
          [{"manager":"one","operation":"Update","apiVersion":"v1","time":"T1",
            "fieldsType":"FieldsV1",
            "fieldsV1":{"f:data":{},"f:metadata":{"f:labels":{".":{},"f:x":{}}}}},
           {"manager":"two","operation":"Update","apiVersion":"v1","time":"T2",
            "fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:c":{}}}}]
          """#))
  }

  @Test func `forget a manager that has nothing left`() throws {
    let live = write(created)
    let new: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a", "uid": "1"],
    ]
    #expect(entries(write(new, over: live, by: "two", at: "T2")) == nil)
  }

  @Test func `keep the time when nothing changes`() {
    let live = write(created)
    #expect(write(live, over: live, by: "two", at: "T2") == live)
    #expect(write(created, over: live, by: "one", at: "T2") == live)
  }

  @Test(arguments: ["[]", "[{}]"])
  func `are forgotten on request`(_ value: String) throws {
    let live = write(created)
    var new = live
    new[at: ["metadata", "managedFields"]] = try json(value)
    new["data"]?["a"] = "3"
    #expect(entries(write(new, over: live, at: "T2")) == nil)
  }

  @Test func `are not tracked again once they are forgotten`() {
    var new = created
    new["data"]?["a"] = "3"
    #expect(entries(write(new, over: created, at: "T2")) == nil)
  }

  @Test func `are replaced by valid ones of the request, and only by those`() throws {
    let live = write(created)
    let given = try json(
      #"""
      [{"manager":"kubectl","operation":"Apply","apiVersion":"v1","time":"T0",
        "fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]
      """#)
    var new = live
    new[at: ["metadata", "managedFields"]] = given
    #expect(entries(write(new, over: live, at: "T2")) == given)
    // A subresource does not listen to them.
    #expect(entries(write(new, over: live, at: "T2", part: "status")) == entries(live))
    for (member, wrong) in [
      ("operation", "Sing"), ("apiVersion", ""), ("fieldsType", "FieldsV2"), ("fieldsV1", "f"),
    ] as [(String, JSONValue)] {
      var entry = try #require(given[0])
      entry[member] = wrong
      new[at: ["metadata", "managedFields"]] = .array([entry])
      #expect(entries(write(new, over: live, at: "T2")) == entries(live), "\(member)")
    }
  }

  @Test func `leave out what the request does not write`() throws {
    let ignoring = FieldSet(paths: [["data"]])
    #expect(
      "\(try #require(entries(write(created, ignoring: ignoring))?[0]?["fieldsV1"]))"
        == #"{"f:metadata":{"f:labels":{".":{},"f:x":{}}}}"#)
  }

  @Test func `name the subresource and an unknown manager`() throws {
    let entry = try #require(entries(write(created, by: "", part: "status"))?[0])
    #expect(entry["manager"] == "unknown")
    #expect(entry["subresource"] == "status")
    #expect(entry.object?.keys.last == "subresource")
  }

  @Test func `of more than ten updaters become ancient changes`() throws {
    var live = write(created)
    for number in 0..<12 {
      var new = live
      new["data"]?["k\(number)"] = "1"
      live = write(new, over: live, by: "m\(number)", at: "T2\(number + 10)")
    }
    let entries = try #require(entries(live)?.array)
    #expect(entries.count == 10)
    #expect(entries[0]["manager"] == "ancient-changes")
    #expect(entries[0]["time"] == "T212")
    #expect(
      "\(try #require(entries[0]["fieldsV1"]))"
        == #"{"f:data":{".":{},"f:a":{},"f:b":{},"f:k0":{},"f:k1":{},"f:k2":{}},"#
        + #""f:metadata":{"f:labels":{".":{},"f:x":{}}}}"#)
    #expect(entries.dropFirst().map { $0["manager"] } == (3..<12).map { "m\($0)" })
  }

  @Test func `keep their times when they would be all that changes`() {
    let live = write(created)
    var touched = live
    touched[at: ["metadata", "managedFields"]] = entries(write(created, at: "T9"))
    #expect(ManagedFields.keepingTimes(touched, of: live) == live)
    touched["data"]?["a"] = "3"
    #expect(ManagedFields.keepingTimes(touched, of: live) == touched)
  }

  @Test(arguments: [
    (
      #"{"set":[10,9,2]}"#,
      #"{"f:spec":{".":{},"f:set":{".":{},"v:2":{},"v:9":{},"v:10":{}}}}"#
    ),
    (#"{"list":[{"a":"1"}],"whole":{"a":"1"}}"#, #"{"f:spec":{".":{},"f:list":{},"f:whole":{}}}"#),
    (
      #"{"map":[{"k":"a","v":"1"},{"n":1},{"k":"a","n":1}]}"#,
      #"{"f:spec":{".":{},"f:map":{".":{},"k:{\"k\":\"a\"}":{".":{},"f:k":{},"f:v":{}},"#
        + #""k:{\"k\":\"a\",\"n\":1}":{".":{},"f:k":{},"f:n":{}},"#
        + #""k:{\"n\":1}":{".":{},"f:n":{}}}}}"#
    ),
    (
      #"{"free":{"a":{"b":[1]}},"any":{"a":{}}}"#,
      #"{"f:spec":{".":{},"f:any":{".":{},"f:a":{}},"#
        + #""f:free":{".":{},"f:a":{".":{},"f:b":{}}}}}"#
    ),
  ])
  func `of custom resources follow their schema`(_ spec: String, _ fields: String) throws {
    let new: JSONValue = ["metadata": ["name": "a"], "spec": try json(spec)]
    let result = ManagedFields.afterUpdate(
      live: nil, new: new, schema: PatchSchemas.custom, manager: "one", apiVersion: "x/v1",
      now: "T1")
    #expect("\(try #require(entries(result)?[0]?["fieldsV1"]))" == fields)
  }

  @Test func `are lost when the object does not fit its schema`() throws {
    let live = write(created)
    var new = live
    new["data"] = [1]
    let result = write(new, over: live, by: "two", at: "T2")
    #expect(entries(result) == nil)
    #expect(result["data"] == [1])
  }
}

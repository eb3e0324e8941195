import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct `JSON patches` {
  @Test(arguments: [
    (#"[{"op":"add","path":"/a/b","value":1}]"#, #"{"a":{"x":[1,2],"b":1}}"#),
    (#"[{"op":"add","path":"/a/x/1","value":9}]"#, #"{"a":{"x":[1,9,2]}}"#),
    (#"[{"op":"add","path":"/a/x/-","value":9}]"#, #"{"a":{"x":[1,2,9]}}"#),
    (#"[{"op":"add","path":"/a/x/-1","value":9}]"#, #"{"a":{"x":[1,2,9]}}"#),
    (#"[{"op":"add","path":"/a/x/2","value":9}]"#, #"{"a":{"x":[1,2,9]}}"#),
    (#"[{"op":"remove","path":"/a/x/0"}]"#, #"{"a":{"x":[2]}}"#),
    (#"[{"op":"remove","path":"/a/x/-1"}]"#, #"{"a":{"x":[1]}}"#),
    (#"[{"op":"remove","path":"/a"}]"#, "{}"),
    (#"[{"op":"replace","path":"/a/x/1","value":{"y":1}}]"#, #"{"a":{"x":[1,{"y":1}]}}"#),
    (#"[{"op":"replace","path":"/a/none","value":1}]"#, #"{"a":{"x":[1,2],"none":1}}"#),
    (#"[{"op":"replace","path":"","value":{"z":1}}]"#, #"{"z":1}"#),
    (#"[{"op":"move","from":"/a/x/0","path":"/first"}]"#, #"{"a":{"x":[2]},"first":1}"#),
    (#"[{"op":"copy","from":"/a/x","path":"/a/y"}]"#, #"{"a":{"x":[1,2],"y":[1,2]}}"#),
    (#"[{"op":"copy","from":"/none","path":"/b"}]"#, #"{"a":{"x":[1,2]},"b":null}"#),
    (#"[{"op":"test","path":"/a/x","value":[1,2]}]"#, #"{"a":{"x":[1,2]}}"#),
    (#"[{"op":"test","path":"/none","value":null}]"#, #"{"a":{"x":[1,2]}}"#),
    (#"[{"op":"add","path":"/a~1b~0c","value":1}]"#, #"{"a":{"x":[1,2]},"a/b~c":1}"#),
    (#"[{"op":"add","path":"/~01","value":1}]"#, #"{"a":{"x":[1,2]},"~1":1}"#),
    ("null", #"{"a":{"x":[1,2]}}"#),
    ("[]", #"{"a":{"x":[1,2]}}"#),
  ])
  func `change what they name`(_ patch: String, _ result: String) throws {
    let object = try json(#"{"a":{"x":[1,2]}}"#)
    #expect(try JSONPatch.apply(json(patch), to: object) == json(result))
  }

  @Test(arguments: [
    #"{"op":"test","path":"/a/x","value":[2,1]}"#,
    #"{"op":"test","path":"/a/x/0","value":1.0}"#,
    #"{"op":"test","path":"/a/x/0"}"#,
    #"{"op":"test","path":"/none","value":1}"#,
    #"{"op":"remove","path":"/none"}"#,
    #"{"op":"remove","path":"/a/x/2"}"#,
    #"{"op":"remove","path":"/a/x/-3"}"#,
    #"{"op":"remove","path":""}"#,
    #"{"op":"add","path":"","value":{}}"#,
    #"{"op":"add","path":"a","value":1}"#,
    #"{"op":"add","path":"/a/x/3","value":1}"#,
    #"{"op":"add","path":"/a/x/b","value":1}"#,
    #"{"op":"add","path":"/none/b","value":1}"#,
    #"{"op":"replace","path":"/a/x/2","value":1}"#,
    #"{"op":"replace","path":"","value":1}"#,
    #"{"op":"move","from":"/none","path":"/b"}"#,
    #"{"op":"move","path":"/b"}"#,
    #"{"op":"copy","from":"/a/x/7","path":"/b"}"#,
    #"{"op":"sing","path":"/a"}"#,
    #"{"path":"/a"}"#,
    #"{"op":"add","value":1}"#,
  ])
  func `that do not fit are answered 422`(_ operation: String) throws {
    let object = try json(#"{"a":{"x":[1,2]}}"#)
    let failure = try #require(throws: Status.self) {
      try JSONPatch.apply(json("[\(operation)]"), to: object)
    }
    #expect(
      failure.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
        "message": "the server rejected our request due to an error in our request",
        "reason": "Invalid", "details": [:], "code": 422,
      ])
  }

  @Test(arguments: [
    ("{}", "json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
    (#"["a"]"#, "json: cannot unmarshal string into Go value of type handlers.jsonPatchOp"),
    (
      #"[{"op":1}]"#,
      "json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string"
    ),
  ])
  func `that are none are answered 400`(_ patch: String, _ message: String) throws {
    let failure = try #require(throws: Status.self) {
      try JSONPatch.apply(json(patch), to: [:])
    }
    #expect(failure == .badRequest("error decoding patch: \(message)"))
  }

  @Test func `of more than ten thousand operations are too large`() throws {
    let operation: JSONValue = ["op": "add", "path": "/a", "value": 1]
    let patch = { JSONValue.array(Array(repeating: operation, count: $0)) }
    #expect(try JSONPatch.apply(patch(10_000), to: [:]) == ["a": 1])
    let failure = try #require(throws: Status.self) { try JSONPatch.apply(patch(10_001), to: [:]) }
    #expect(failure.code == 413)
    #expect(
      failure.message
        == "Request entity too large: The allowed maximum operations in a JSON patch is 10000, "
        + "got 10001")
  }

  @Test func `say which of their members are unknown`() throws {
    let patch = try json(#"[{"op":"add","path":"/a"},{"op":"add","value":1,"foo":2}]"#)
    #expect(JSONPatch.unknownFields(patch) == [#"json patch unknown field "[1].foo""#])
  }
}

/// Reads JSON.
func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

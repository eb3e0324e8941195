import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct `Strategic merge patches` {
  private static let object = """
    {"metadata":{"labels":{"x":"y"},"finalizers":["a","b"]},"spec":{"nodeName":"n",\
    "strategy":{"type":"R","rollingUpdate":{"m":1}},\
    "containers":[{"name":"c","image":"1","args":["p"],\
    "ports":[{"containerPort":80},{"containerPort":81,"protocol":"UDP"}]},\
    {"name":"d","image":"2"}],"volumes":[{"name":"v","emptyDir":{"medium":"M"}}]}}
    """

  /// One patch and what is at one place afterwards.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let patch: String
    let path: String
    let result: String?

    init(_ what: String, _ patch: String, _ path: String, _ result: String?) {
      (testDescription, self.patch, self.path, self.result) = (what, patch, path, result)
    }
  }

  static let changes: [Change] = [
    Change("a field", #"{"spec":{"nodeName":"m"}}"#, "spec.nodeName", #""m""#),
    Change("a field that goes", #"{"spec":{"nodeName":null}}"#, "spec.nodeName", nil),
    Change(
      "a map", #"{"metadata":{"labels":{"x":null,"z":"1"}}}"#, "metadata.labels",
      #"{"z":"1"}"#
    ),
    Change("nothing", "null", "spec.nodeName", #""n""#),
    Change(
      "new members without nulls", #"{"status":{"a":{"b":null},"c":[{"d":null,"e":1}]}}"#,
      "status", #"{"a":{},"c":[{"e":1}]}"#
    ),
    Change(
      "new members without directives", #"{"status":{"a":{"$patch":"delete"},"b":1}}"#,
      "status", #"{"b":1}"#
    ),
    Change(
      "an object that is replaced", #"{"spec":{"strategy":{"$patch":"replace","type":"S"}}}"#,
      "spec.strategy", #"{"type":"S"}"#
    ),
    Change(
      "an object that is emptied", #"{"spec":{"strategy":{"$patch":"delete"}}}"#,
      "spec.strategy", "{}"
    ),
    Change(
      "an object of which some is kept",
      #"{"spec":{"strategy":{"$retainKeys":["type"],"type":"S"}}}"#, "spec.strategy",
      #"{"type":"S"}"#
    ),
    Change(
      "an atomic list", #"{"spec":{"containers":[{"name":"c","args":["q"]}]}}"#,
      "spec.containers",
      #"[{"name":"c","image":"1","args":["q"],"ports":[{"containerPort":80},{"containerPort":81,"protocol":"UDP"}]},{"name":"d","image":"2"}]"#
    ),
    Change(
      "elements by their key", #"{"spec":{"volumes":[{"name":"w"},{"name":"v","emptyDir":null}]}}"#,
      "spec.volumes", #"[{"name":"w"},{"name":"v"}]"#
    ),
    Change(
      "a list within an element",
      #"{"spec":{"containers":[{"name":"c","ports":[{"containerPort":81,"protocol":"TCP"}]}]}}"#,
      "spec.containers",
      #"[{"name":"c","image":"1","args":["p"],"ports":[{"containerPort":80},{"containerPort":81,"protocol":"TCP"}]},{"name":"d","image":"2"}]"#
    ),
    Change(
      "an element that goes", #"{"spec":{"volumes":[{"$patch":"delete","name":"v"}]}}"#,
      "spec.volumes", "[]"
    ),
    Change(
      "a list that is replaced",
      #"{"spec":{"containers":[{"name":"e"},{"$patch":"replace"}]}}"#, "spec.containers",
      #"[{"name":"e"}]"#
    ),
    Change(
      "scalars", #"{"metadata":{"finalizers":["c","a"]}}"#, "metadata.finalizers",
      #"["c","a","b"]"#
    ),
    Change(
      "scalars that go", #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a","z"]}}"#,
      "metadata.finalizers", #"["b"]"#
    ),
    Change(
      "scalars in an order",
      #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"$setElementOrder/finalizers":["c","b"],"finalizers":["c"]}}"#,
      "metadata.finalizers", #"["c","b"]"#
    ),
    Change(
      "elements in an order",
      #"{"spec":{"$setElementOrder/containers":[{"name":"e"},{"name":"d"},{"name":"c"}],"containers":[{"name":"e"}]}}"#,
      "spec.containers",
      #"[{"name":"e"},{"name":"d","image":"2"},{"name":"c","image":"1","args":["p"],"ports":[{"containerPort":80},{"containerPort":81,"protocol":"UDP"}]}]"#
    ),
    Change(
      "an order alone",
      #"{"spec":{"$setElementOrder/volumes":[{"name":"v"}]}}"#, "spec.volumes",
      #"[{"name":"v","emptyDir":{"medium":"M"}}]"#
    ),
    Change(
      "a new list with an order",
      #"{"metadata":{"$setElementOrder/ownerReferences":[{"uid":"2"},{"uid":"1"}],"ownerReferences":[{"uid":"2"},{"uid":"1","$patch":"delete"}]}}"#,
      "metadata.ownerReferences", #"[{"uid":"2"}]"#
    ),
  ]

  @Test(arguments: changes)
  func `change`(_ change: Change) throws {
    let patched = try StrategicMergePatch.apply(
      json(change.patch), to: json(Self.object), schema: PatchSchemas.pod)
    let path = change.path.split(separator: ".").map(String.init)
    #expect(try patched[at: path] == change.result.map { try json($0) })
  }

  @Test(arguments: [
    ("[]", 400, "json: cannot unmarshal array into Go value of type map[string]interface {}"),
    (
      #"{"spec":{"strategy":{"$retainKeys":1}}}"#, 400, "invalid patch format of retainKeys"
    ),
    (
      #"{"spec":{"strategy":{"$retainKeys":["a"],"type":"S"}}}"#, 400,
      "invalid patch format of retainKeys"
    ),
    (
      #"{"metadata":{"$deleteFromPrimitiveList":["a"]}}"#, 400,
      "invalid patch format of primitive list"
    ),
    (
      #"{"metadata":{"$setElementOrder":["a"]}}"#, 400,
      "invalid patch format of setElementOrder list"
    ),
    (
      #"{"spec":{"strategy":{"$patch":"sing","b":[1,"x"],"a":null}}}"#, 500,
      "unknown patch type: sing in map: map[$patch:sing a:<nil> b:[1 x]]"
    ),
    (
      #"{"spec":{"volumes":[{"emptyDir":{}}]}}"#, 500,
      "map: map[emptyDir:map[]] does not contain declared merge key: name"
    ),
    (
      #"{"spec":{"volumes":["v"]}}"#, 500,
      "list element types are not identical: [[map[emptyDir:map[medium:M] name:v]] [v]]"
    ),
    (
      #"{"spec":{"$setElementOrder/volumes":1}}"#, 500,
      "expected a []interface {}, but received a int64"
    ),
    (
      #"{"spec":{"volumes":[{"name":"w"}],"$setElementOrder/volumes":[{"name":"v"}]}}"#, 500,
      "The order in patch list:\n[map[name:w]]\n doesn't match $setElementOrder list:\n"
        + "[map[name:v]]\n"
    ),
    (
      #"{"spec":{"volumes":[{"name":"v"},{"$patch":"replace"}],"#
        + #""$setElementOrder/volumes":[{"name":"v"}]}}"#, 500,
      "The order in patch list:\n[map[name:v] map[$patch:replace]]\n doesn't match "
        + "$setElementOrder list:\n[map[name:v]]\n"
    ),
  ])
  func `that are none are refused`(_ patch: String, _ code: Int, _ message: String) throws {
    let failure = try #require(throws: Status.self) {
      try StrategicMergePatch.apply(
        json(patch), to: json(Self.object), schema: PatchSchemas.pod)
    }
    #expect(failure.code == code)
    #expect(failure.message == message)
  }
}

import JSON
import Testing

@testable import Sandbox

@Suite struct ListAndDefaultTests {
  private func schema(_ text: String) throws -> StructuralSchema {
    StructuralSchema(try JSONValue(parsing: Array(text.utf8)))
  }

  @Test(arguments: [
    (#"{"type":"string","default":"x"}"#, #"{}"#, #"{"a":"x"}"#),
    (#"{"type":"string","default":"x"}"#, #"{"a":null}"#, #"{"a":"x"}"#),
    (#"{"type":"string","default":"x","nullable":true}"#, #"{"a":null}"#, #"{"a":null}"#),
    (#"{"type":"string"}"#, #"{}"#, #"{}"#),
    (
      #"{"type":"object","default":{},"properties":{"b":{"type":"integer","default":1}}}"#, "{}",
      #"{"a":{"b":1}}"#
    ),
    (
      #"{"type":"array","items":{"type":"object","properties":{"b":{"type":"integer","default":1}}}}"#,
      #"{"a":[{},{"b":2}]}"#, #"{"a":[{"b":1},{"b":2}]}"#
    ),
  ])
  func `what was left out has its default`(property: String, sent: String, full: String) throws {
    let schema = try schema(#"{"type":"object","properties":{"a":\#(property)}}"#)
    var value = try JSONValue(parsing: Array(sent.utf8))
    schema.setDefaults(&value)
    #expect(value.description == full)
  }

  @Test(arguments: [
    (
      #""x-kubernetes-list-type":"set","items":{"type":"string"}"#, #"["a","b","a","a"]"#,
      [#"l[2]: Duplicate value: "a""#]
    ),
    (
      #""x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}"#,
      #"[{"k":"a"},{"k":"b"},{"k":"a"}]"#, [#"l[2]: Duplicate value: {"k":"a"}"#]
    ),
    (#""items":{"type":"string"}"#, #"["a","a"]"#, []),
  ])
  func `sets and maps have no element twice`(
    list: String, value: String, problems: [String]
  ) throws {
    let schema = try schema(#"{"type":"object","properties":{"l":{"type":"array",\#(list)}}}"#)
    let object: JSONValue = ["l": try JSONValue(parsing: Array(value.utf8))]
    #expect(
      ListCheck.problems(object, schema).map { "\($0.field): \($0.message)" } == problems)
  }

  @Test(arguments: [
    (".spec.color", ["\"red\""]), (".status.list[1].n", ["2"]), (".status.list[-1].n", ["3"]),
    (#".status.list[?(@.t=="b")].n"#, ["2"]), (".status.list[?(@.n>1)].t", ["\"b\"", "\"c\""]),
    (".status.list[*].n", ["1", "2", "3"]), (".status.list[0:2].n", ["1", "2"]),
    (#".metadata.annotations.example\.com/x"#, ["\"y\""]),
    (".metadata.annotations['example.com/x']", ["\"y\""]), (".spec.nothing", []),
  ])
  func `a path leads to its values`(path: String, values: [String]) throws {
    let object: JSONValue = [
      "metadata": ["annotations": ["example.com/x": "y"]], "spec": ["color": "red"],
      "status": ["list": [["t": "a", "n": 1], ["t": "b", "n": 2], ["t": "c", "n": 3]]],
    ]
    #expect(try #require(JSONPath(path)).values(in: object).map(\.description) == values)
  }

  @Test(arguments: ["", ".spec[", ".spec[?(@.a==)]", ".a..b("])
  func `a malformed path is no path`(path: String) {
    #expect(path.isEmpty || JSONPath(path) == nil)
  }

  @Test func `a scale is a view of the replicas`() {
    let deployment: JSONValue = [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": [
        "name": "web", "namespace": "oil", "uid": "u", "resourceVersion": "5",
        "creationTimestamp": "2026-11-21T23:26:10Z", "labels": ["a": "b"],
      ],
      "spec": ["replicas": 3, "selector": ["matchLabels": ["b": "2", "a": "1"]]],
      "status": ["replicas": 2],
    ]
    let scale = Scale.scale(of: deployment, paths: nil)
    #expect(
      scale.description
        == #"{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web","#
        + #""namespace":"oil","uid":"u","resourceVersion":"5","#
        + #""creationTimestamp":"2026-11-21T23:26:10Z"},"spec":{"replicas":3},"#
        + #""status":{"replicas":2,"selector":"a=1,b=2"}}"#)
    var wish = scale
    wish["spec"]?["replicas"] = 5
    #expect(
      Scale.apply(wish, to: deployment, paths: nil)["spec", "replicas"] == 5)
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

/// The messages are those of a real 1.36, in the source path of its scheme as a release has it.
@Suite struct RequestBodyTests {
  private let namespace = ExpectedKind(apiVersion: "v1", kind: "Namespace")

  private func status(
    _ body: [UInt8], _ contentType: String?, as expected: ExpectedKind?
  ) -> Status? {
    do throws(Status) {
      _ = try RequestBody.decode(body, contentType: contentType, as: expected)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("application/json", #"{"metadata":{"name":"a"}}"#),
    ("application/json; charset=utf-8", #"{"metadata":{"name":"a"},"kind":""}"#),
    ("Application/JSON;", #"{"metadata":{"name":"a"},"apiVersion":"/v1"}"#),
    ("application/yaml", "metadata:\n  name: a\n---\nmetadata:\n  name: b\n"),
    ("application/yaml", #"{"metadata":{"name":"a"}}"#), ("", #"{"metadata":{"name":"a"}}"#),
  ])
  func `An object is read in its format`(contentType: String, body: String) throws {
    let body = try RequestBody.decode(
      Array(body.utf8), contentType: contentType, as: namespace)
    #expect(
      body.object == ["kind": "Namespace", "apiVersion": "v1", "metadata": ["name": "a"]])
    #expect(body.duplicates.isEmpty)
  }

  @Test(arguments: [
    ("application/json", "null"), ("application/yaml", ""), ("application/yaml", "# nothing"),
  ])
  func `Nothing is an empty object`(contentType: String, body: String) throws {
    let body = try RequestBody.decode(Array(body.utf8), contentType: contentType, as: namespace)
    #expect(body.object == ["kind": "Namespace", "apiVersion": "v1"])
  }

  @Test func `Protobuf is read by the kind in its envelope`() throws {
    let object: JSONValue = [
      "kind": "DeleteOptions", "apiVersion": "apps/v1", "gracePeriodSeconds": 0,
    ]
    let bytes = try #require(ProtobufEnvelope(object)).wrapped()
    let body = try RequestBody.decode(
      bytes, contentType: "application/vnd.kubernetes.protobuf", as: nil)
    #expect(body.object == object)
  }

  @Test(arguments: [
    "text/plain", "application/*", "application/json;a", "json", "*/*", "application/cbor",
    "application/json;;",
  ])
  func `Other formats are refused`(contentType: String) throws {
    let expected = try JSONValue(parsing: try Recording.bytes("status.415.json"))
    #expect(status([], contentType, as: namespace)?.json == expected)
  }

  @Test func `Custom resources have no protobuf`() {
    let widget = ExpectedKind(apiVersion: "lab/v1", kind: "Widget", isBuiltin: false)
    #expect(
      status([], "application/vnd.kubernetes.protobuf", as: widget)?.message
        == "the body of the request was in an unknown format - accepted media types include: "
        + "application/json, application/yaml")
  }

  @Test func `The kind of custom objects is not assumed`() {
    let widget = ExpectedKind(apiVersion: "lab/v1", kind: "Widget", isBuiltin: false)
    #expect(
      status(Array(#"{"metadata":{}}"#.utf8), "application/json", as: widget)?.message
        == "the object provided is unrecognized (must be of type Widget): "
        + #"Object 'Kind' is missing in '{"metadata":{}}' ({"metadata":{}})"#)
  }

  @Test func `A text that is cut off is refused as it was recorded`() throws {
    let expected = try JSONValue(parsing: try Recording.bytes("status.400.badjson.json"))
    #expect(status(Array(#"{"kind":"#.utf8), "application/json", as: namespace)?.json == expected)
  }

  @Test(arguments: [
    ("", "json parse error: unexpected end of JSON input (<empty>)"),
    (
      "[]",
      "json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion "
        + #"string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" } (5b5d)"#
    ),
    (
      #"{"kind":1}"#,
      "json parse error: json: cannot unmarshal number into Go struct field .kind of type string "
        + #"({"kind":1})"#
    ),
    (
      "kind: Namespace",
      "json parse error: invalid character 'k' looking for beginning of value "
        + "(6b696e643a204e616d657370616365)"
    ),
    (
      #"{"kind":"Namespace","apiVersion":1 }"#,
      "json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type "
        + #"string ({"kind":"Namespace","apiVersio ...)"#
    ),
  ])
  func `What is no object is shown in the refusal`(body: String, end: String) {
    #expect(
      status(Array(body.utf8), nil, as: namespace)?.message
        == "the object provided is unrecognized (must be of type Namespace): "
        + "couldn't get version/kind; \(end)")
  }

  @Test(arguments: [
    (
      #"{"kind":"Foo"}"#,
      #"Foo in version "v1" cannot be handled as a Namespace: no kind "Foo" is registered for "#
        + #"version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30""#
    ),
    (
      #"{"kind":"Deployment","apiVersion":"apps/v1"}"#,
      #"Deployment in version "v1" cannot be handled as a Namespace: converting (v1.Deployment) to "#
        + "(core.Namespace): unknown conversion"
    ),
    (
      #"{"apiVersion":"a/b/c"}"#,
      "the object provided is unrecognized (must be of type Namespace): unexpected GroupVersion "
        + #"string: a/b/c ({"apiVersion":"a/b/c"})"#
    ),
  ])
  func `Another kind is refused`(body: String, message: String) {
    #expect(status(Array(body.utf8), nil, as: namespace)?.message == message)
  }

  @Test(
    arguments: [
      ([], "empty data (<empty>)"),
      (
        [0x61, 0x62, 0x63],
        "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] "
          + "(616263)"
      ),
      ([0x6B, 0x38, 0x73, 0], "empty body (6b387300)"),
      ([0x6B, 0x38, 0x73, 0, 0x0A, 0xFF], "unexpected EOF (6b3873000aff)"),
    ] as [([UInt8], String)])
  func `What is no protobuf is refused`(body: [UInt8], end: String) {
    #expect(
      status(body, "application/vnd.kubernetes.protobuf", as: namespace)?.message
        == "the object provided is unrecognized (must be of type Namespace): \(end)")
  }

  @Test func `A lie within the message is refused`() {
    let body: [UInt8] = [0x6B, 0x38, 0x73, 0, 0x0A, 0, 0x12, 2, 0x0A, 5]
    #expect(
      status(body, "application/vnd.kubernetes.protobuf", as: namespace)?.message
        == #"Namespace in version "v1" cannot be handled as a Namespace: unexpected EOF"#)
  }

  @Test func `Of options only the reason is said`() {
    #expect(
      status(Array("{".utf8), nil, as: nil)?.message
        == "couldn't get version/kind; json parse error: unexpected end of JSON input")
  }
}

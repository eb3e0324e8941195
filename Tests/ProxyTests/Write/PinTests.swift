import JSON
import KubernetesAPI
import TestSupport
import Testing

@testable import Proxy

@Suite("A write is made conditional on the state that was read")
struct PinTests {
  static let state = Result {
    try ObjectState([
      "kind": "Node", "metadata": ["name": "n", "uid": "u", "resourceVersion": "7"],
    ])
  }
  static let nodes = GroupResource(group: "", resource: "nodes")

  /// A body, and what is sent for it or the status of its refusal.
  struct Row: Sendable, CustomTestStringConvertible {
    let kind: WriteKind
    let body: String
    var sent: JSONValue?
    var code = 0
    var testDescription: String { "\(kind) \(body)" }

    init(_ kind: WriteKind, _ body: String, _ sent: JSONValue) {
      (self.kind, self.body, self.sent) = (kind, body, sent)
    }

    init(_ kind: WriteKind, _ body: String, refused code: Int) {
      (self.kind, self.body, self.code) = (kind, body, code)
    }
  }

  static let objects = [
    Row(.patch(.merge), "{}", ["metadata": ["resourceVersion": "7"]]),
    Row(
      .patch(.merge), #"{"a":1,"metadata":{"labels":{"b":null}}}"#,
      ["a": 1, "metadata": ["labels": ["b": nil], "resourceVersion": "7"]]),
    Row(
      .patch(.merge), #"{"metadata":{"resourceVersion":null}}"#,
      ["metadata": ["resourceVersion": "7"]]),
    Row(
      .patch(.strategic), #"{"metadata":{"resourceVersion":"00"}}"#,
      ["metadata": ["resourceVersion": "7"]]),
    Row(
      .patch(.strategic), #"{"metadata":{"$patch":"replace","resourceVersion":""}}"#,
      ["metadata": ["$patch": "replace", "resourceVersion": "7"]]),
    Row(
      .patch(.strategic), #"{"metadata":{"resourceVersion":"7"}}"#,
      ["metadata": ["resourceVersion": "7"]]),
    Row(
      .patch(.apply), "metadata: {name: w}\nspec: {on: yes}\n",
      [
        "metadata": ["name": "w", "resourceVersion": "7", "uid": "u"], "spec": ["true": true],
      ]),
    Row(
      .patch(.apply), #"{"metadata":{"uid":""}}"#,
      ["metadata": ["uid": "u", "resourceVersion": "7"]]),
    Row(
      .patch(.apply), #"{"metadata":{"uid":"v"}}"#,
      ["metadata": ["uid": "v", "resourceVersion": "7"]]),
    Row(.patch(.apply), #"{"metadata":{"uid":5}}"#, refused: 400),
    Row(.patch(.apply), "", refused: 400),
    Row(.put, #"{"metadata":null}"#, ["metadata": ["resourceVersion": "7"]]),
    Row(.put, #"{"spec":1.50}"#, ["spec": .number("1.50"), "metadata": ["resourceVersion": "7"]]),
    Row(.put, #"{"metadata":{"resourceVersion":"6"}}"#, refused: 409),
    Row(.patch(.merge), #"{"metadata":{"resourceVersion":"6"}}"#, refused: 409),
    Row(.patch(.strategic), #"{"metadata":{"resourceVersion":"8"}}"#, refused: 409),
    Row(.patch(.apply), #"{"metadata":{"resourceVersion":"07"}}"#, refused: 409),
    Row(.patch(.merge), #"{"metadata":{"resourceVersion":7}}"#, refused: 400),
    Row(.patch(.merge), #"{"metadata":null}"#, refused: 400),
    Row(.patch(.strategic), #"{"metadata":null}"#, refused: 400),
    Row(.patch(.merge), #"{"metadata":[]}"#, refused: 400),
    Row(.patch(.merge), "[]", refused: 400),
    Row(.patch(.merge), "null", refused: 400),
    Row(.put, #"{"metadata":{},"metadata":{}}"#, refused: 400),
    Row(
      .patch(.merge), #"{"metadata":{"resourceVersion":"7","resourceVersion":""}}"#, refused: 400),
    Row(.patch(.merge), #"{"metadata":{"resource\u0056ersion":"6"}}"#, refused: 409),
    Row(.patch(.merge), #"{"a":1} {"b":1}"#, refused: 400),
    Row(.patch(.apply), "a: 1\na: 2\n", refused: 400),
    Row(.patch(.apply), "a: 1\n---\nb: 2\n", refused: 400),
  ]

  static let operations = [
    Row(.patch(.json), "[]", [["op": "replace", "path": .string(path), "value": "7"]]),
    Row(
      .patch(.json), #"[{"op":"remove","path":"/metadata/resourceVersion"}]"#,
      [
        ["op": "remove", "path": .string(path)],
        ["op": "replace", "path": .string(path), "value": "7"],
      ]),
    Row(
      .patch(.json), #"[{"op":"replace","path":"/metadata/resourceVersion","value":"7"}]"#,
      [
        ["op": "replace", "path": .string(path), "value": "7"],
        ["op": "replace", "path": .string(path), "value": "7"],
      ]),
    Row(
      .patch(.json), #"[{"op":"replace","path":"/metadata/resourceVersion","value":"6"}]"#,
      refused: 409),
    Row(
      .patch(.json), #"[{"op":"add","path":"x/metadata/resourceVersion","value":"6"}]"#,
      refused: 409),
    Row(
      .patch(.json), #"[{"op":"replace","path":"/metadata","value":{"resourceVersion":"6"}}]"#,
      refused: 409),
    Row(
      .patch(.json),
      #"[{"op":"replace","path":"","value":{"metadata":{"resourceVersion":"6"}}}]"#, refused: 409),
    Row(
      .patch(.json), #"[{"op":"copy","from":"/a","path":"/metadata/resourceVersion"}]"#,
      refused: 400),
    Row(.patch(.json), #"[{"op":"move","from":"/a","path":"/metadata"}]"#, refused: 400),
    Row(
      .patch(.json), #"[{"op":"add","path":"/metadata/resourceVersion","value":6}]"#, refused: 400),
    Row(.patch(.json), #"[{"op":"test","path":"/a","path":"/b"}]"#, refused: 400),
    Row(.patch(.json), #"[{"op":1,"path":"/b"}]"#, refused: 400),
    Row(.patch(.json), "{}", refused: 400),
    Row(.patch(.json), "[1]", refused: 400),
    Row(.patch(.json), "", refused: 400),
  ]

  private static let path = "/metadata/resourceVersion"

  @Test(arguments: objects + operations)
  func `or it is refused`(_ row: Row) throws {
    let state = try Self.state.get()
    do throws(Status) {
      let body = try WriteBody(
        Array(row.body.utf8), row.kind, contentType: nil, query: Query())
      let sent = try body.pinned(to: state, of: Self.nodes, asDryRun: false)
      #expect(row.sent == sent, "\(sent)")
    } catch {
      #expect(row.code == error.code, "\(error.message)")
    }
  }

  /// Whatever operations come, what they make of an object is refused, or bears the version.
  @Test(arguments: 0..<40)
  func `whatever the operations of a patch are`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var outcomes: [Bool] = []
    for _ in 0..<500 {
      let patch = RandomPatch.make(using: &random)
      let pin: JSONPatchPin
      do throws(Status) { pin = try JSONPatchPin(patch) } catch { continue }
      let live: JSONValue = [
        "metadata": ["name": "n", "resourceVersion": "9", "labels": ["a": "b"]], "spec": [1, 2],
      ]
      let result = PatchModel.apply(pin.pinned(to: "7"), to: live)
      outcomes.append(result != nil)
      guard let result else { continue }
      #expect(result["metadata", "resourceVersion"] == "7", "\(patch)")
      // A version of the client's own is never silently replaced by ours.
      if let without = PatchModel.apply(patch, to: live),
        let own = without["metadata", "resourceVersion"]?.string, own != "9"
      {
        #expect((pin.ownVersion ?? "") == (own == "0" ? "" : own), "\(patch)")
      }
    }
    #expect(outcomes.contains(true) && outcomes.contains(false))
  }
}

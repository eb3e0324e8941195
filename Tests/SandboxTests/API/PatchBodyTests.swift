import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

struct PatchBodyTests {
  @Test(arguments: [
    ("a: [b\n", "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'"),
    ("a: [b", "error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'"),
    (
      "[]",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"
    ),
  ])
  func `An apply that is no object is told in Go's words`(text: String, reason: String) throws {
    let failure = try #require(throws: Status.self) { try API.Patch(Array(text.utf8), .apply) }
    #expect(failure.code == 400)
    #expect(failure.message == "error decoding YAML: \(reason)")
  }

  @Test func `The last of equal keys counts, with a warning`() throws {
    let patch = try API.Patch(Array("a: 1\na: 2\n".utf8), .apply)
    #expect(patch.value == ["a": 2])
    #expect(try patch.applyWarnings(.ignore) == [])
    #expect(try patch.applyWarnings(.warn) == [#"line 2: key "a" already set in map"#])
    let failure = try #require(throws: Status.self) { try patch.applyWarnings(.strict) }
    #expect(
      failure.message
        == "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n"
        + #"  line 2: key "a" already set in map"#)
  }

  @Test func `What a patch spoils is shown`() throws {
    let merge = try API.Patch(Array(#"{"data":5}"#.utf8), .merge)
    let failure = merge.misfit(["data": 5], because: "wrong")
    #expect(failure.code == 422)
    #expect(failure.message == #" "" is invalid: patch: Invalid value: "{\"data\":5}": wrong"#)
    let strategic = try API.Patch(Array(#"{"data":5}"#.utf8), .strategic)
    #expect(
      strategic.misfit(.null, because: "wrong").message
        == #" "" is invalid: patch: Invalid value: "map[data:5]": wrong"#)
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct `Merge patches` {
  @Test(arguments: [
    // The cases of RFC 7386, appendix A, that are patches of objects.
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    // Where the library has its own mind.
    (#"{"a":"b"}"#, #"{"a":[{"b":null,"c":1}]}"#, #"{"a":[{"c":1}]}"#),
    (#"{"a":{"b":1}}"#, #"{"a":[{"b":null,"c":1}]}"#, #"{"a":[{"b":null,"c":1}]}"#),
    ("{}", #"{"a":[null,{"b":null}]}"#, #"{"a":[null,{}]}"#),
    (#"{"a":null}"#, #"{"a":{"b":null,"c":1}}"#, #"{"a":{"c":1}}"#),
  ])
  func `are laid over the object`(_ object: String, _ patch: String, _ result: String) throws {
    #expect(try MergePatch.apply(json(patch), to: json(object)) == json(result))
  }

  @Test(arguments: [
    ("null", "Invalid JSON Patch"),
    (
      "[]",
      "error decoding patch: json: cannot unmarshal array into Go value of type "
        + "map[string]interface {}"
    ),
    (
      "1",
      "error decoding patch: json: cannot unmarshal number into Go value of type "
        + "map[string]interface {}"
    ),
  ])
  func `that are no objects are answered 400`(_ patch: String, _ message: String) throws {
    let failure = try #require(throws: Status.self) { try MergePatch.apply(json(patch), to: [:]) }
    #expect(failure == .badRequest(message))
  }
}

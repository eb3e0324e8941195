import JSON
import Testing

@testable import Kubernetes

/// Whether an object is as it is wanted.
@Suite struct `An object of the API` {
  @Test(
    arguments: [
      (#"{"a":1,"b":{"c":[1,2],"d":"e"}}"#, #"{}"#, true),
      (#"{"a":1,"b":{"c":[1,2],"d":"e"}}"#, #"{"b":{"c":[1,2]}}"#, true),
      (#"{"a":1}"#, #"{"a":2}"#, false),
      (#"{"a":1}"#, #"{"b":1}"#, false),
      (#"{"a":[1,2]}"#, #"{"a":[1]}"#, false),
      (#"{"a":[{"x":1,"y":2}]}"#, #"{"a":[{"x":1}]}"#, true),
      (#"{"a":{}}"#, #"{"a":{"b":1}}"#, false),
      (#"{"a":"1"}"#, #"{"a":1}"#, false),
    ])
  func `has what is wanted if every member is there`(
    object: String, wanted: String, isThere: Bool
  ) throws {
    let object = try JSONValue(parsing: Array(object.utf8))
    #expect(object.contains(try JSONValue(parsing: Array(wanted.utf8))) == isThere)
  }

  @Test func `is as wanted without its type, as the items of a list are`() throws {
    let item = try APIObject(json: ["metadata": ["name": "a", "labels": ["b": "c"]]])
    let wanted: JSONValue = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "a"]]
    #expect(item.satisfies(wanted))
    #expect(!item.satisfies(["kind": "Secret", "metadata": ["labels": ["b": "d"]]]))
  }

  @Test func `keeps no managed fields`() throws {
    let object = try APIObject(
      json: ["metadata": ["name": "a", "managedFields": [["manager": "x"]], "generation": 3]])
    #expect(object.json["metadata", "managedFields"] == nil)
    #expect(object.generation == 3)
    #expect(object.key == ObjectKey(name: "a"))
  }
}

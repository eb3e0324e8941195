import JSON
import Kubernetes
import Testing

/// Merge patches that make one value of another.
@Suite struct `Merge patches` {
  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":1}"#, "{}"), (#"{"a":1,"b":2}"#, #"{"a":1}"#, #"{"b":null}"#),
    (#"{"a":1}"#, #"{"a":2,"c":[1]}"#, #"{"a":2,"c":[1]}"#),
    (#"{"q":{"cpu":"1","pods":"2"}}"#, #"{"q":{"cpu":"2"}}"#, #"{"q":{"pods":null,"cpu":"2"}}"#),
    (#"{"a":[1,2]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"{"a":{"b":1}}"#, #"{"a":1}"#, #"{"a":1}"#),
    (#"{}"#, #"{"a":{"b":1}}"#, #"{"a":{"b":1}}"#),
  ])
  func `say what differs`(from: String, to: String, patch: String) throws {
    let (from, to) = (try value(from), try value(to))
    #expect(from.mergePatch(to: to) == (try value(patch)))
  }

  private func value(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }
}

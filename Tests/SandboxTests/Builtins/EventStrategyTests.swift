import JSON
import Testing

@testable import Sandbox

/// Events of core/v1.
@Suite struct `The strategy of events` {
  /// As `kubectl` and controllers make names of an object's and a dot.
  @Test(arguments: [("x.", true), ("X", true), ("a/b", false), ("a%b", false)])
  func `takes what a path takes for the start of a name`(base: String, isTaken: Bool) {
    let event: JSONValue = [
      "metadata": [
        "name": .string("x.1"), "generateName": .string(base), "namespace": "default",
      ]
    ]
    let problems = ObjectMetaProblems.creating(
      event, isNamespaced: true, nameRule: EventStrategy().nameRule)
    #expect(problems.isEmpty == isTaken, "\(problems)")
  }
}

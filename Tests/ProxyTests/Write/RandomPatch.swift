import JSON
import TestSupport

/// Patches of operations that do what they can to an object's version.
enum RandomPatch {
  private static let paths = [
    "", "/metadata", "/metadata/resourceVersion", "x/metadata/resourceVersion", "/metadata/labels",
    "/metadata/labels/a", "/spec", "/spec/0", "/spec/-", "/spec/-1", "/metadata/resource~0Version",
    "/metadata~1resourceVersion", "//metadata", "/metadata/", "/a", "metadata",
    "/a/resourceVersion",
  ]

  private static let values: [JSONValue] = [
    nil, "7", "8", "", "0", 7, [], [:], [1, "7"], ["resourceVersion": "8"],
    ["metadata": ["resourceVersion": "8"]], ["metadata": [:]], ["metadata": nil],
    ["metadata": []], ["labels": [:]],
  ]

  private static let verbs: [JSONValue] = [
    "add", "add", "remove", "replace", "replace", "move", "copy", "test", "frob",
  ]

  static func make(using random: inout SeededGenerator) -> JSONValue {
    var operations: [JSONValue] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      var operation: JSONValue = [:]
      operation["op"] = verbs.randomElement(using: &random)
      operation["path"] = paths.randomElement(using: &random).map { .string($0) }
      if Bool.random(using: &random) {
        operation["from"] = paths.randomElement(using: &random).map { .string($0) }
      }
      if Int.random(in: 0..<4, using: &random) > 0, let value = values.randomElement(using: &random)
      {
        operation["value"] = .some(value)
      }
      operations.append(operation)
    }
    return .array(operations)
  }
}

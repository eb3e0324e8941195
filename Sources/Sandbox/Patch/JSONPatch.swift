import JSON
import KubernetesAPI

/// Patches that are lists of operations (RFC 6902), as `evanphx/json-patch` 4 applies them.
///
/// What it does differently from the RFC is kept: indices below zero count from the end, `replace`
/// may set a member that is not there, and the whole document can only be replaced and tested.
enum JSONPatch {
  /// So many operations one patch may have.
  static let limit = 10_000

  /// The object after all operations.
  ///
  /// - Throws: 400 for what is no patch, 413 for too many operations, 422 for one that fails.
  static func apply(_ patch: JSONValue, to object: JSONValue) throws(Status) -> JSONValue {
    let operations = try decode(patch)
    guard operations.count <= limit else {
      throw .tooLarge(
        "The allowed maximum operations in a JSON patch is \(limit), got \(operations.count)")
    }
    var document = object
    for operation in operations {
      guard let next = operation.applied(to: document) else { throw .unfitPatch }
      document = next
    }
    return document
  }

  /// What is in the operations that no operation has, in the words of strict decoding.
  static func unknownFields(_ patch: JSONValue) -> [String] {
    let known: Set<String> = ["op", "path", "from", "value"]
    var problems: [String] = []
    for (place, operation) in (patch.array ?? []).enumerated() {
      for key in operation.object?.keys ?? [] where !known.contains(key) {
        problems.append("json patch unknown field \"[\(place)].\(key)\"")
      }
    }
    return problems
  }

  private static func decode(_ patch: JSONValue) throws(Status) -> [Operation] {
    guard !patch.isNull else { return [] }
    guard let elements = patch.array else {
      throw undecodable(patch, "Go value of type []handlers.jsonPatchOp")
    }
    var operations: [Operation] = []
    for element in elements {
      guard element.object != nil || element.isNull else {
        throw undecodable(element, "Go value of type handlers.jsonPatchOp")
      }
      for key in ["op", "path", "from"] {
        if let value = element[key], value.string == nil, !value.isNull {
          throw undecodable(value, "Go struct field jsonPatchOp.\(key) of type string")
        }
      }
      operations.append(Operation(element))
    }
    return operations
  }

  private static func undecodable(_ value: JSONValue, _ target: String) -> Status {
    .badRequest("error decoding patch: json: cannot unmarshal \(value.goName) into \(target)")
  }
}

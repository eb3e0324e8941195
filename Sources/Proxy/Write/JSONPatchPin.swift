internal import JSON
internal import KubernetesAPI

/// A patch of operations (RFC 6902) that is made conditional on a state of the object.
///
/// The last operation sets the version, whatever those before it did to the metadata: either it
/// fails and with it the patch, or what comes out bears the version. The API server then compares
/// it with the object's.
struct JSONPatchPin: Sendable {
  private let operations: [JSONValue]
  /// The version that the client's own operations would have left in the object; nil for none.
  let ownVersion: String?

  /// Reads a patch.
  ///
  /// - Throws: 400 for what is no list of operations, or one whose version cannot be told.
  init(_ patch: JSONValue) throws(Status) {
    guard let operations = patch.array else {
      throw .badRequest("error decoding patch: not an array of operations")
    }
    var version: String?
    for operation in operations {
      guard operation.object != nil else {
        throw .badRequest("error decoding patch: an operation is not an object")
      }
      for key in ["op", "path", "from"] {
        guard let value = operation[key], !value.isNull, value.string == nil else { continue }
        throw .badRequest("error decoding patch: the \(key) of an operation is not a string")
      }
      try Self.follow(operation, &version)
    }
    self.operations = operations
    ownVersion = version
  }

  /// The patch with one more operation.
  func pinned(to version: String) -> JSONValue {
    let pin: JSONValue = [
      "op": "replace", "path": "/metadata/resourceVersion", "value": .string(version),
    ]
    return .array(operations + [pin])
  }

  /// What an operation makes of the version.
  private static func follow(
    _ operation: JSONValue, _ version: inout String?
  ) throws(Status) {
    let value: JSONValue?
    switch steps(operation["path"]?.string ?? "") {
    case []: value = operation["value", "metadata", "resourceVersion"]
    case ["metadata"]: value = operation["value", "resourceVersion"]
    case ["metadata", "resourceVersion"]: value = operation["value"]
    default: return
    }
    switch operation["op"]?.string {
    case "add", "replace": version = try WriteBody.version(value)
    case "remove": version = nil
    case "copy", "move":
      throw .badRequest(
        "a patch that copies or moves something into metadata.resourceVersion is not possible here")
    default: break
    }
  }

  /// The steps of a pointer as they are walked upstream: what stands before the first slash means
  /// nothing (evanphx/json-patch 4, findObject).
  private static func steps(_ pointer: String) -> [String] {
    pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
      .map { String(Substring($0)) }
  }
}

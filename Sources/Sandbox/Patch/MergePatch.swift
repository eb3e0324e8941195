import JSON
import KubernetesAPI

/// Patches that look like the object (RFC 7386), as the API server applies them.
enum MergePatch {
  /// The object with the patch laid over it.
  ///
  /// - Throws: 400 for a patch that is no object.
  static func apply(_ patch: JSONValue, to object: JSONValue) throws(Status) -> JSONValue {
    switch patch {
    case .object(let changes):
      guard case .object(let members) = object else { return .object(pruned(changes)) }
      // The library reads objects into Go maps as far as it changes them, which are written sorted.
      return .object(merged(changes, into: members))
    case .null: throw .badRequest("Invalid JSON Patch")
    default:
      throw .badRequest(
        "error decoding patch: json: cannot unmarshal \(patch.goName) "
          + "into Go value of type map[string]interface {}")
    }
  }

  private static func merged(_ patch: JSONObject, into object: JSONObject) -> JSONObject {
    var result = object
    for (key, change) in patch {
      if change.isNull {
        result[key] = nil
        continue
      }
      switch (object[key], change) {
      case (nil, _), (.null, _): result[key] = pruned(change)
      case (.object(let old), .object(let changes)):
        result[key] = .object(merged(changes, into: old))
      // The library leaves nulls in what replaces an object, but not in what replaces the rest.
      case (.object, _): result[key] = change
      default: result[key] = pruned(change)
      }
    }
    return JSONObject(sorting: result.map { ($0.key, $0.value) })
  }

  /// Without the members that are null; unlike in the RFC also in the elements of arrays.
  private static func pruned(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members): .object(pruned(members))
    case .array(let elements): .array(elements.map(pruned))
    default: value
    }
  }

  private static func pruned(_ members: JSONObject) -> JSONObject {
    var result = JSONObject()
    for (key, value) in members where !value.isNull { result[key] = pruned(value) }
    return result
  }
}

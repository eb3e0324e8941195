import JSON

/// A way to change a resource, as a trial (`dryRun=All`).
enum GuaranteedWrite: String, Sendable, CaseIterable, CustomStringConvertible {
  case create
  case put
  case mergePatch = "merge patch"
  case strategicPatch = "strategic patch"
  case jsonPatch = "JSON patch"
  case apply
  case delete
  case deleteCollection = "deletecollection"
  case status = "merge patch of /status"

  var description: String { rawValue }

  var method: String {
    switch self {
    case .create: "POST"
    case .put: "PUT"
    case .mergePatch, .strategicPatch, .jsonPatch, .apply, .status: "PATCH"
    case .delete, .deleteCollection: "DELETE"
    }
  }

  /// Whether it is of one object by its name.
  var isByName: Bool { self != .create && self != .deleteCollection }

  private var type: String {
    switch self {
    case .mergePatch, .status: "application/merge-patch+json"
    case .strategicPatch: "application/strategic-merge-patch+json"
    case .jsonPatch: "application/json-patch+json"
    case .apply: "application/apply-patch+yaml"
    default: "application/json"
    }
  }

  var fields: [(String, String)] { [("Accept", "application/json"), ("Content-Type", type)] }

  func target(of resource: GuaranteedResource, name: String) -> String {
    var path = resource.path
    if isByName { path += "/" + name }
    if self == .status { path += "/status" }
    return path + "?dryRun=All" + (self == .apply ? "&fieldManager=guarantees&force=true" : "")
  }

  /// The body, which annotates the object as an administrator reads it.
  func body(of resource: GuaranteedResource, current: JSONValue, name: String) -> [UInt8] {
    let change: JSONValue = ["metadata": ["annotations": ["guarantees": "kept"]]]
    switch self {
    case .create: return resource.object(name + "-new").encoded()
    case .put:
      var object = current
      object["metadata"]?["annotations"] = ["guarantees": "kept"]
      return object.encoded()
    case .mergePatch, .strategicPatch, .status: return change.encoded()
    case .jsonPatch:
      let patch: JSONValue = [
        [
          "op": "add", "path": "/metadata/annotations",
          "value": ["guarantees": "kept"],
        ]
      ]
      return patch.encoded()
    case .apply:
      var object = resource.object(name)
      object["metadata"]?["annotations"] = ["guarantees": "kept"]
      return object.encoded()
    case .delete, .deleteCollection: return []
    }
  }
}

import JSON

/// The object in a bookmark: its kind, its revision, and what Go writes of an empty structure.
enum BookmarkObject {
  static func value(
    _ resource: Resource, apiVersion: String, revision: UInt64
  ) -> JSONValue {
    let version = JSONValue.string(String(revision))
    let name = JSONValue.string(resource.names.kind)
    guard resource.definition == nil else {
      return [
        "apiVersion": .string(apiVersion), "kind": name, "metadata": ["resourceVersion": version],
      ]
    }
    let bare: JSONValue = [
      "kind": name, "apiVersion": .string(apiVersion), "metadata": ["resourceVersion": version],
    ]
    return (try? resource.storageVersion.schema.conform(bare))?.value ?? bare
  }
}

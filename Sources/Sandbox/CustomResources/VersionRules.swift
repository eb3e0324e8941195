import JSON

/// What a CustomResourceDefinition says of one version.
struct VersionRules: Sendable {
  /// A field that a field selector may name, and the way to it.
  struct SelectableField: Sendable {
    let name: String
    let path: JSONPath
  }

  let name: String
  let apiVersion: String
  let kind: String
  let isStorage: Bool
  let schema: StructuralSchema
  let hasStatus: Bool
  let scale: Subresource.ScalePaths?
  let selectableFields: [SelectableField]

  /// Reads an entry of `spec.versions`; nil when it has no name.
  init?(_ entry: JSONValue, group: String, kind: String) {
    guard let name = entry["name"]?.string else { return nil }
    self.name = name
    self.kind = kind
    apiVersion = "\(group)/\(name)"
    isStorage = entry["storage"]?.bool ?? false
    schema = entry["schema", "openAPIV3Schema"].map(StructuralSchema.init) ?? .empty
    hasStatus = entry["subresources", "status"] != nil
    scale = Self.scale(entry["subresources", "scale"])
    selectableFields = (entry["selectableFields"]?.array ?? []).compactMap { field in
      guard let text = field["jsonPath"]?.string, let path = JSONPath(text) else { return nil }
      return SelectableField(
        name: text.hasPrefix(".") ? String(text.dropFirst()) : text, path: path)
    }
  }

  private static func scale(_ scale: JSONValue?) -> Subresource.ScalePaths? {
    guard let scale, let spec = scale["specReplicasPath"]?.string,
      let status = scale["statusReplicasPath"]?.string
    else { return nil }
    return Subresource.ScalePaths(
      specReplicas: spec, statusReplicas: status,
      labelSelector: scale["labelSelectorPath"]?.string)
  }
}

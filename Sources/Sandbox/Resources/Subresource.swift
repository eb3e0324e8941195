/// A part of an object with a path of its own.
struct Subresource: Sendable {
  /// Such as `status`, `scale` or `token`.
  let name: String
  /// In alphabetical order, as discovery lists them.
  let verbs: [String]
  /// The kind of what is sent and answered, when it is another than the resource's.
  var kind: (group: String, version: String, kind: String)?
  /// The paths of a custom resource's scale.
  var scale: ScalePaths?

  /// Where a custom resource keeps its scale.
  struct ScalePaths: Sendable {
    let specReplicas: String
    let statusReplicas: String
    let labelSelector: String?
  }

  static let status = Subresource(name: "status", verbs: ["get", "patch", "update"])
}

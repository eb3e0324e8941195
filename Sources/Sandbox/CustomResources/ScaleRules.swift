import JSON

/// Whether the replicas of a custom resource with a scale can be
/// (`registry/customresource/validator.go`).
struct ScaleRules {
  private let scale: Subresource.ScalePaths?

  init(_ rules: VersionRules) { scale = rules.scale }

  /// What is wrong with the replicas; of a status update only those of the status are looked at.
  func problems(_ object: JSONValue, isStatus: Bool = false) -> [FieldProblem] {
    guard let scale else { return [] }
    let paths = isStatus ? [scale.statusReplicas] : [scale.specReplicas, scale.statusReplicas]
    return paths.compactMap { problem($0, object) }
  }

  private func problem(_ path: String, _ object: JSONValue) -> FieldProblem? {
    guard let value = object[at: Scale.steps(path)] else { return nil }
    guard let count = value.int else {
      return FieldProblem(
        kind: .invalid, field: path, value: 0,
        detail: "\(path) accessor error: \(value) is of the type \(value.goType), expected int64")
    }
    let detail =
      count < 0
      ? "should be a non-negative integer"
      : "should be less than or equal to \(Int32.max)"
    guard count < 0 || count > Int32.max else { return nil }
    return FieldProblem(kind: .invalid, field: path, value: .int(count), detail: detail)
  }
}

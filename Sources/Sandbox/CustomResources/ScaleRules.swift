import JSON

/// Whether the replicas of a custom resource with a scale can be
/// (`registry/customresource/validator.go`).
struct ScaleRules {
  private let scale: Subresource.ScalePaths?

  init(_ rules: VersionRules) { scale = rules.scale }

  /// What is wrong with the replicas and the selector; of a status update only the status counts.
  func problems(_ object: JSONValue, isStatus: Bool = false) -> [FieldProblem] {
    guard let scale else { return [] }
    let paths = isStatus ? [scale.statusReplicas] : [scale.specReplicas, scale.statusReplicas]
    return paths.compactMap { replicaProblem($0, object) }
      + [scale.labelSelector].compactMap { $0 }.compactMap { selectorProblem($0, object) }
  }

  private func replicaProblem(_ path: String, _ object: JSONValue) -> FieldProblem? {
    switch found(path, in: object) {
    case .nothing: return nil
    case .obstacle(let value): return wrongType(value, at: path, "map[string]interface{}", 0)
    case .value(let value):
      guard let count = value.int else { return wrongType(value, at: path, "int64", 0) }
      guard count < 0 || count > Int32.max else { return nil }
      let detail =
        count < 0
        ? "should be a non-negative integer" : "should be less than or equal to \(Int32.max)"
      return FieldProblem(kind: .invalid, field: path, value: .int(count), detail: detail)
    }
  }

  private func selectorProblem(_ path: String, _ object: JSONValue) -> FieldProblem? {
    switch found(path, in: object) {
    case .nothing, .value(.string): nil
    case .obstacle(let value): wrongType(value, at: path, "map[string]interface{}", "")
    case .value(let value): wrongType(value, at: path, "string", "")
    }
  }

  /// What is at the end of a path.
  private enum Found {
    case nothing
    case value(JSONValue)
    /// Something on the way that has no members.
    case obstacle(JSONValue)
  }

  private func found(_ path: String, in object: JSONValue) -> Found {
    var value = object
    for step in Scale.steps(path) {
      guard value.object != nil else { return value.isNull ? .nothing : .obstacle(value) }
      guard let next = value[step] else { return .nothing }
      value = next
    }
    return .value(value)
  }

  private func wrongType(
    _ value: JSONValue, at path: String, _ expected: String, _ zero: JSONValue
  ) -> FieldProblem {
    FieldProblem(
      kind: .invalid, field: path, value: zero,
      detail: "\(path) accessor error: \(value.goText) is of the type \(value.goType), "
        + "expected \(expected)")
  }
}

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
    var value = object
    for step in Scale.steps(path) {
      guard value.object != nil else {
        return value.isNull ? nil : wrongType(value, at: path, "map[string]interface{}")
      }
      guard let next = value[step] else { return nil }
      value = next
    }
    guard let count = value.int else { return wrongType(value, at: path, "int64") }
    let detail =
      count < 0
      ? "should be a non-negative integer"
      : "should be less than or equal to \(Int32.max)"
    guard count < 0 || count > Int32.max else { return nil }
    return FieldProblem(kind: .invalid, field: path, value: .int(count), detail: detail)
  }

  private func wrongType(_ value: JSONValue, at path: String, _ expected: String) -> FieldProblem {
    FieldProblem(
      kind: .invalid, field: path, value: 0,
      detail: "\(path) accessor error: \(value.goText) is of the type \(value.goType), "
        + "expected \(expected)")
  }
}

extension JSONValue {
  /// The value as Go's `%v` prints it.
  fileprivate var goText: String {
    switch self {
    case .null: "<nil>"
    case .bool(let truth): "\(truth)"
    case .number: GoNumber.spelled(GoNumber(self).double)
    case .string(let text): text
    case .array(let elements): "[\(elements.map(\.goText).joined(separator: " "))]"
    case .object:
      "map[\(sorted.object?.map { "\($0.key):\($0.value.goText)" }.joined(separator: " ") ?? "")]"
    }
  }

  /// The type Go has for the value.
  fileprivate var goType: String {
    switch self {
    case .null: "<nil>"
    case .bool: "bool"
    case .number: "float64"
    case .string: "string"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    }
  }
}

import JSON

/// Nodes (`pkg/registry/core/node`).
struct NodeStrategy: StatusStrategy {
  func setDefaults(_ object: inout JSONValue) {
    // The old field and the first of the new ones are the same (`pkg/apis/core/v1/conversion.go`).
    let range = object.text("spec", "podCIDR")
    if !range.isEmpty, object.items("spec", "podCIDRs").isEmpty {
      object[at: ["spec", "podCIDRs"]] = [.string(range)]
    }
    guard let capacity = object["status", "capacity"] else { return }
    object.setDefault(["status", "allocatable"], capacity)
  }

  // Unlike elsewhere a creator sets the status: a kubelet registers with it.
  func prepareForCreate(_ object: inout JSONValue) {}

  func problems(creating object: JSONValue) -> [FieldProblem] { Self.taints(of: object) }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    var problems = Self.taints(of: object)
    for key in ["podCIDRs", "providerID"] {
      guard let before = old["spec", key], object["spec", key] != before else { continue }
      problems.append(
        .forbidden(
          "spec.\(key)",
          key == "podCIDRs"
            ? "node updates may not change podCIDR except from \"\" to valid"
            : "node updates may not change providerID except from \"\" to valid"))
    }
    return problems
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    guard name == "spec.unschedulable" else { return nil }
    return object["spec", "unschedulable"]?.bool == true ? "true" : "false"
  }

  /// The path says `metadata`, as that of `ValidateNode` does.
  private static func taints(of node: JSONValue) -> [FieldProblem] {
    var seen: Set<String> = []
    return node.items("spec", "taints").enumerated().flatMap { place, taint in
      let (field, key) = ("metadata.taints[\(place)]", taint.text("key"))
      let (value, effect) = (taint.text("value"), taint.text("effect"))
      var problems = NameSyntax.qualifiedName(key)
        .map { FieldProblem.invalid("\(field).key", .string(key), $0) }
      problems += NameSyntax.labelValue(value)
        .map { .invalid("\(field).value", .string(value), $0) }
      let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
      if effect.isEmpty {
        problems.append(.required("\(field).effect"))
      } else if !effects.contains(effect) {
        problems.append(.notSupported("\(field).effect", .string(effect), effects))
      }
      if !seen.insert("\(effect)/\(key)").inserted {
        var duplicate = FieldProblem.duplicate(
          field,
          [
            "Key": .string(key), "Value": .string(value), "Effect": .string(effect),
            "TimeAdded": taint["timeAdded"] ?? JSONValue.null,
          ])
        duplicate.detail = "taints must be unique by key and effect pair"
        problems.append(duplicate)
      }
      return problems
    }
  }
}

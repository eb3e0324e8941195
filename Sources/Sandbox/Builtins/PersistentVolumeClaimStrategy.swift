import JSON

/// PersistentVolumeClaims (`ValidatePersistentVolumeClaim`).
struct PersistentVolumeClaimStrategy: StatusStrategy {
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["status", "phase"], "Pending")
    object.setDefault(["spec", "volumeMode"], "Filesystem")
  }

  func prepareForCreate(_ object: inout JSONValue) { object["status"] = ["phase": "Pending"] }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems = VolumeRules.accessModes(
      of: object, required: "at least 1 access mode is required")
    problems += SelectorProblems.problems(object["spec", "selector"], "spec.selector")
    if let amount = object["spec", "resources", "requests", "storage"] {
      problems += VolumeRules.problems(positive: amount, "spec.resources[storage]")
    } else {
      problems.append(.required("spec.resources[storage]"))
    }
    let storageClass = object.text("spec", "storageClassName")
    if !storageClass.isEmpty {
      problems += NameSyntax.subdomain(storageClass)
        .map { .invalid("spec.storageClassName", .string(storageClass), $0) }
    }
    return problems + VolumeRules.mode(of: object)
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    var problems = problems(creating: object)
    var (new, before) = (object["spec"] ?? .null, old["spec"] ?? .null)
    if before.text("volumeName").isEmpty { before["volumeName"] = new["volumeName"] }
    if object.text("status", "phase") == "Bound" {
      for path in [["resources", "requests", "storage"], ["volumeAttributesClassName"]] {
        new[at: path] = before[at: path]
      }
    }
    if new != before {
      problems.append(
        .forbidden(
          "spec",
          "spec is immutable after creation except resources.requests and "
            + "volumeAttributesClassName for bound claims"))
    }
    return problems
  }

  func warnings(for object: JSONValue) -> [String] {
    var warnings = VolumeRules.warnings(for: object)
    for kind in ["limits", "requests"] {
      let text = object[at: ["spec", "resources", kind, "storage"]]?.string ?? ""
      guard let amount = QuantityAmount.amount(text), amount != amount.rounded() else { continue }
      warnings.append(
        "spec.resources.\(kind)[storage]: fractional byte value \"\(text)\" is invalid, must be an "
          + "integer")
    }
    return warnings
  }
}

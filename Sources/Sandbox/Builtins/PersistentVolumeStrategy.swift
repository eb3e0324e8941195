import JSON

/// PersistentVolumes (`ValidatePersistentVolume`).
struct PersistentVolumeStrategy: StatusStrategy {
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["status", "phase"], "Pending")
    object.setDefault(["spec", "persistentVolumeReclaimPolicy"], "Retain")
    object.setDefault(["spec", "volumeMode"], "Filesystem")
    if object["spec", "hostPath"]?.object != nil {
      object.setDefault(["spec", "hostPath", "type"], "")
    }
  }

  func prepareForCreate(_ object: inout JSONValue) {
    let now = object["metadata", "creationTimestamp"]
    object["status"] = ["phase": "Pending"]
    object["status"]?["lastPhaseTransitionTime"] = now
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems = VolumeRules.accessModes(of: object, required: "")
    let capacity = object["spec", "capacity"]?.object ?? [:]
    if capacity.isEmpty { problems.append(.required("spec.capacity")) }
    if capacity["storage"] == nil || capacity.count > 1 {
      problems.append(
        .notSupported(
          "spec.capacity", capacity.isEmpty ? .null : .object(capacity), ["storage"]))
    }
    for (name, amount) in capacity {
      problems += VolumeRules.problems(positive: amount, "spec.capacity[\(name)]")
    }
    let policies = ["Delete", "Recycle", "Retain"]
    let policy = object.text("spec", "persistentVolumeReclaimPolicy")
    if !policies.contains(policy) {
      problems.append(
        .notSupported("spec.persistentVolumeReclaimPolicy", .string(policy), policies))
    }
    problems += Self.sources(of: object)
    return problems + VolumeRules.mode(of: object)
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    var problems = problems(creating: object)
    for key in VolumeRules.sources where object["spec", key] != old["spec", key] {
      problems.append(
        .forbidden(
          "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation"
        ))
      break
    }
    if let mode = object["spec", "volumeMode"], mode != old["spec", "volumeMode"] {
      problems.append(.invalid("volumeMode", mode, "field is immutable"))
    }
    return problems
  }

  func warnings(for object: JSONValue) -> [String] {
    var warnings = VolumeRules.warnings(for: object)
    if object.text("spec", "persistentVolumeReclaimPolicy") == "Recycle" {
      warnings.append(
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, "
          + "the recommended approach is to use dynamic provisioning.")
    }
    return warnings
  }

  private static func sources(of volume: JSONValue) -> [FieldProblem] {
    let given = VolumeRules.sources.filter { volume["spec", $0]?.object != nil }
    guard !given.isEmpty else { return [.required("spec", "must specify a volume type")] }
    var problems = given.dropFirst()
      .map { FieldProblem.forbidden("spec.\($0)", "may not specify more than 1 volume type") }
    if given[0] == "hostPath" {
      let path = volume.text("spec", "hostPath", "path")
      if path.isEmpty { problems.append(.required("spec.hostPath.path")) }
      if path.split(separator: "/").contains("..") {
        problems.append(.invalid("spec.hostPath.path", .string(path), "must not contain '..'"))
      }
    }
    return problems
  }
}

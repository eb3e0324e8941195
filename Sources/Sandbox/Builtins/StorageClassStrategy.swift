import JSON

/// StorageClasses (`pkg/apis/storage`).
struct StorageClassStrategy: Strategy {
  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["reclaimPolicy"], "Delete")
    object.setDefault(["volumeBindingMode"], "Immediate")
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let provisioner = object.text("provisioner")
    if provisioner.isEmpty {
      problems.append(.required("provisioner"))
    } else {
      let lower = provisioner.lowercased()
      problems += NameSyntax.qualifiedName(lower)
        .map { .invalid("provisioner", .string(lower), $0) }
    }
    let policies = ["Delete", "Retain"]
    let policy = object.text("reclaimPolicy")
    if !policy.isEmpty, !policies.contains(policy) {
      problems.append(.notSupported("reclaimPolicy", .string(policy), policies))
    }
    let modes = ["Immediate", "WaitForFirstConsumer"]
    let mode = object.text("volumeBindingMode")
    if !modes.contains(mode) {
      problems.append(.notSupported("volumeBindingMode", .string(mode), modes))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    let fields = ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"]
    return fields.flatMap { FieldProblem.changed(object, old, $0) }
  }
}

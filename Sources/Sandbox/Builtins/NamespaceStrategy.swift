import JSON

/// Namespaces (`pkg/registry/core/namespace`, `pkg/apis/core/v1/defaults.go`).
struct NamespaceStrategy: Strategy {
  var nameRule: NameRule { .label }
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    setNameLabel(of: &object)
    object.setDefault(["status", "phase"], "Active")
  }

  func prepareForCreate(_ object: inout JSONValue) {
    // Defaults were filled in before a name was made of `generateName` (`Canonicalize`).
    setNameLabel(of: &object)
    object["status"] = ["phase": "Active"]
    var finalizers = object.items("spec", "finalizers")
    if !finalizers.contains("kubernetes") { finalizers.append("kubernetes") }
    object[at: ["spec", "finalizers"]] = .array(finalizers)
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    switch subresource {
    case "finalize":
      // The finalizers of the specification, and nothing else, change here.
      object["status"] = old["status"]
    default:
      object[at: ["spec", "finalizers"]] = old["spec", "finalizers"]
      if subresource != "status" { object["status"] = old["status"] }
    }
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    switch subresource {
    case "finalize":
      return object.items("spec", "finalizers").enumerated().flatMap { place, finalizer in
        Self.problems(finalizer: finalizer.string ?? "", "spec.finalizers[\(place)]")
      }
    case "status":
      let phase = object.text("status", "phase")
      let isDying = object["metadata", "deletionTimestamp"] != nil
      let expected = isDying ? "Terminating" : "Active"
      guard phase != expected else { return [] }
      return [
        .invalid(
          "status.Phase", .string(phase),
          "may only be '\(expected)' if `deletionTimestamp` is \(isDying ? "not " : "")empty")
      ]
    default: return []
    }
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    switch name {
    case "status.phase": object.text("status", "phase")
    // A name of old for `metadata.name`.
    case "name": object.name
    default: nil
    }
  }

  /// The label every namespace has, with its name.
  static let nameLabel = "kubernetes.io/metadata.name"

  private func setNameLabel(of object: inout JSONValue) {
    guard !object.name.isEmpty else { return }
    object[at: ["metadata", "labels", Self.nameLabel]] = .string(object.name)
  }

  private static func problems(finalizer: String, _ field: String) -> [FieldProblem] {
    NameSyntax.qualifiedName(finalizer).map { .invalid(field, .string(finalizer), $0) }
      + OwnerProblems.standard(finalizer, field)
  }
}

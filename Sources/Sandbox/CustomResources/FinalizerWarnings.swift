import JSON
import KubernetesAPI

/// What is said of finalizers with unusual names (`registry/customresource/validator.go`).
enum FinalizerWarnings {
  private static let standard: Set<String> = ["orphan", "foregroundDeletion", "kubernetes"]

  /// The warnings for an object's finalizers, in alphabetical order.
  static func warnings(for object: JSONValue) -> [String] {
    let finalizers = object["metadata", "finalizers"]?.array?.compactMap(\.string) ?? []
    return Set(finalizers).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .compactMap(warning)
  }

  private static func warning(_ finalizer: String) -> String? {
    guard !finalizer.contains("/"), !standard.contains(finalizer) else { return nil }
    let place = "metadata.finalizers: \(JSONValue.string(finalizer))"
    let advice = "prefer a domain-qualified finalizer name"
    return finalizer.contains(".")
      ? "\(place): \(advice) including a path (/) to avoid accidental conflicts with other "
        + "finalizer writers"
      : "\(place): \(advice) to avoid accidental conflicts with other finalizer writers"
  }
}

import JSON
import Wire

/// What is still in a namespace that is being emptied, and how its status says so
/// (`pkg/controller/namespace/deletion/status_condition_utils.go`).
struct NamespaceReport: Sendable {
  private var resources: [String: Int] = [:]
  private var finalizers: [String: Int] = [:]
  private var problems: [String] = []

  /// Whether nothing is left.
  var isEmpty: Bool { resources.isEmpty }

  /// Counts what is left of a resource.
  mutating func add(_ objects: [StoredObject], of resource: Resource, isGraceful: Bool) {
    guard let first = objects.first else { return }
    resources["\(resource.names.plural).\(resource.group)"] = objects.count
    var isHeld = false
    for finalizer in objects.flatMap(\.value.finalizers) {
      finalizers[finalizer, default: 0] += 1
      isHeld = true
    }
    if !isGraceful && !isHeld {
      let version = resource.versions.first { $0.isServed }?.name ?? ""
      problems.append(
        "unexpected items still remain in namespace: \(first.namespace) for gvr: "
          + "\(resource.group)/\(version), Resource=\(resource.names.plural)")
    }
  }

  /// The types of the conditions, in the order in which they are written.
  static let types = [
    "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure",
    "NamespaceDeletionContentFailure", "NamespaceContentRemaining",
    "NamespaceFinalizersRemaining",
  ]

  /// Writes the conditions into a namespace.
  ///
  /// - Returns: whether they say something new.
  func write(into namespace: inout JSONValue, saysWhatRemains: Bool, now: Timestamp) -> Bool {
    var isNew = false
    for type in Self.types {
      let failure = failure(of: type, saysWhatRemains: saysWhatRemains)
      let (reason, message) = failure ?? Self.success(of: type)
      let status = failure == nil ? "False" : "True"
      let changed = namespace.setCondition(
        type, status, reason: reason, message: message, now: now)
      isNew = isNew || changed
    }
    return isNew
  }

  private func failure(of type: String, saysWhatRemains: Bool) -> (String, String)? {
    switch type {
    case "NamespaceDeletionContentFailure" where !problems.isEmpty:
      return (
        "ContentDeletionFailed",
        "Failed to delete all resource types, \(problems.count) remaining: "
          + problems.sorted().joined(separator: ", ")
      )
    case "NamespaceContentRemaining" where saysWhatRemains && !resources.isEmpty:
      let list = resources.map { "\($0.key) has \($0.value) resource instances" }.sorted()
      return (
        "SomeResourcesRemain",
        "Some resources are remaining: " + list.joined(separator: ", ")
      )
    case "NamespaceFinalizersRemaining" where saysWhatRemains && !finalizers.isEmpty:
      let list = finalizers.map { "\($0.key) in \($0.value) resource instances" }.sorted()
      return (
        "SomeFinalizersRemain",
        "Some content in the namespace has finalizers remaining: "
          + list.joined(separator: ", ")
      )
    default: return nil
    }
  }

  private static func success(of type: String) -> (String, String) {
    switch type {
    case "NamespaceDeletionDiscoveryFailure":
      ("ResourcesDiscovered", "All resources successfully discovered")
    case "NamespaceDeletionGroupVersionParsingFailure":
      ("ParsedGroupVersions", "All legacy kube types successfully parsed")
    case "NamespaceDeletionContentFailure":
      ("ContentDeleted", "All content successfully deleted, may be waiting on finalization")
    case "NamespaceContentRemaining": ("ContentRemoved", "All content successfully removed")
    default: ("ContentHasNoFinalizers", "All content-preserving finalizers finished")
    }
  }
}

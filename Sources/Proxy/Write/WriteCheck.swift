internal import JSON
internal import KubernetesAPI
internal import Ownership

/// What a widened write may not make of an object.
///
/// A tenant that may change its nodes or classes must not move them to or from another tenant, hand
/// them to the garbage collector, or change what counts for the whole cluster.
struct WriteCheck: Sendable {
  /// What is wrong with the result of a write.
  struct Fault: Sendable, Equatable {
    /// The field.
    var field: String
    /// Why it stays as it is, as the end of a sentence.
    var reason: String
  }

  /// What the caller may change; the result must be part of it still.
  let selection: Selection
  /// The labels by which any tenant's rule for the resource decides.
  let decidingLabels: Set<String>
  /// Whether a tenant may choose what the cluster takes where nothing is said.
  let allowsClusterDefaults: Bool

  /// Compares an object as it was with what a write would make of it; nil when that may be.
  func fault(from before: ObjectState, to after: ObjectState, isDeletion: Bool) -> Fault? {
    for field in ["name", "uid"] where before.text(field) != after.text(field) {
      return Fault(field: "metadata.\(field)", reason: "it cannot change")
    }
    guard before.array("ownerReferences") == after.array("ownerReferences") else {
      return Fault(
        field: "metadata.ownerReferences", reason: "tenants cannot change what owns an object")
    }
    guard before.finalizers(isDeletion) == after.finalizers(isDeletion) else {
      return Fault(
        field: "metadata.finalizers", reason: "tenants cannot change what holds up a deletion")
    }
    if let label = changed(before.meta.labels, after.meta.labels).first(where: isProtected) {
      return Fault(
        field: "metadata.labels[\(label)]", reason: "it decides what is whose, or what runs where")
    }
    if !allowsClusterDefaults, let field = changedDefault(from: before, to: after) {
      return Fault(
        field: field, reason: "it is for the whole cluster: --allow-cluster-defaults is not set")
    }
    guard after.isSelected(by: selection) else {
      return Fault(field: "metadata", reason: "the object would be your tenant's no longer")
    }
    return nil
  }

  private func isProtected(_ label: String) -> Bool {
    decidingLabels.contains(label) || label == OwnershipIndex.tenantLabel
      || Self.restrictsNodes(label)
  }

  /// Whether the API server keeps kubelets from setting the label, so that pods can trust it
  /// (plugin/pkg/admission/noderestriction, getModifiedLabels; KEP-279).
  private static func restrictsNodes(_ label: String) -> Bool {
    guard let slash = label.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let domain = label[..<slash]
    return domain == "node-restriction.kubernetes.io"
      || domain.hasSuffix(".node-restriction.kubernetes.io")
  }

  /// The annotations by which one class of a kind is taken where none is named
  /// (pkg/volume/util/storageclass.go; networking/v1, AnnotationIsDefaultIngressClass).
  private static let defaultAnnotations: Set<String> = [
    "storageclass.kubernetes.io/is-default-class",
    "storageclass.beta.kubernetes.io/is-default-class",
    "ingressclass.kubernetes.io/is-default-class",
  ]

  private func changedDefault(from before: ObjectState, to after: ObjectState) -> String? {
    let annotations = changed(before.meta.annotations, after.meta.annotations)
    if let annotation = annotations.first(where: Self.defaultAnnotations.contains) {
      return "metadata.annotations[\(annotation)]"
    }
    return before.isGlobalDefault == after.isGlobalDefault ? nil : "globalDefault"
  }

  /// The keys that one has and the other not, or that have another value there, in order.
  private func changed(_ one: [String: String], _ other: [String: String]) -> [String] {
    Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
  }
}

extension ObjectState {
  fileprivate func text(_ field: String) -> String? { value["metadata", field]?.string }

  /// An array of the metadata; none at all is an empty one.
  fileprivate func array(_ field: String) -> JSONValue {
    guard let array = value["metadata", field], !array.isNull else { return [] }
    return array
  }

  /// The finalizers; without those by which a deletion itself says what becomes of dependents
  /// (registry/generic/registry/store.go, deletionFinalizersForGarbageCollection).
  fileprivate func finalizers(_ isDeletion: Bool) -> [String] {
    meta.finalizers.filter { !isDeletion || !["foregroundDeletion", "orphan"].contains($0) }
  }

  fileprivate var isGlobalDefault: Bool { value["globalDefault"]?.bool ?? false }
}

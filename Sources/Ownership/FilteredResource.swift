package import KubernetesAPI

/// A resource of which a caller is shown only a part.
///
/// This is the one list of them: what is decided, followed, granted and documented goes by it.
package enum FilteredResource: Int, CaseIterable, Sendable, Hashable {
  case namespaces
  case nodes
  case storageClasses
  case ingressClasses
  case priorityClasses
  case runtimeClasses
  case persistentVolumes
  case tenants
  /// What a metrics server says of nodes.
  case nodeMetrics

  /// What decides which objects are a caller's.
  enum Basis: Sendable {
    /// Who owns the object.
    case ownership
    /// The tenant's `spec.nodeSelector`.
    case nodeSelector
    /// The fields of a tenant's spec, by their paths, that hold a selection of classes.
    case classes([[String]])
    /// The label that names the tenant.
    case tenantLabel
    /// Whether the node of the same name is the caller's.
    case nodesByName
  }

  /// What is known of one resource.
  private struct Row {
    let resource: GroupResource
    let versions: [String]
    let basis: Basis
    /// The kind in `owners[].proxySettings`, and the word in v1alpha1's annotations.
    var settingsKind: String?
    var annotationWord: String?

    init(
      _ group: String, _ resource: String, _ versions: [String] = ["v1"], by basis: Basis,
      kind: String? = nil, word: String? = nil
    ) {
      self.resource = GroupResource(group: group, resource: resource)
      self.versions = versions
      self.basis = basis
      settingsKind = kind
      annotationWord = word
    }
  }

  /// The rows, in the order of the cases.
  private static let rows = [
    Row("", "namespaces", by: .ownership),
    Row("", "nodes", by: .nodeSelector, kind: "Nodes", word: "node"),
    Row(
      "storage.k8s.io", "storageclasses", by: .classes([["storageClasses"]]),
      kind: "StorageClasses", word: "storageclass"),
    Row(
      "networking.k8s.io", "ingressclasses", ["v1", "v1beta1"],
      by: .classes([["ingressClasses"], ["ingressOptions", "allowedClasses"]]),
      kind: "IngressClasses", word: "ingressclass"),
    Row(
      "scheduling.k8s.io", "priorityclasses", by: .classes([["priorityClasses"]]),
      kind: "PriorityClasses", word: "priorityclass"),
    Row(
      "node.k8s.io", "runtimeclasses", by: .classes([["runtimeClasses"]]),
      kind: "RuntimeClasses"),
    Row("", "persistentvolumes", by: .tenantLabel, kind: "PersistentVolumes"),
    Row(
      "capsule.clastix.io", "tenants", ["v1alpha1", "v1beta1", "v1beta2"], by: .ownership),
    Row("metrics.k8s.io", "nodes", ["v1beta1", "v1"], by: .nodesByName),
  ]

  private var row: Row { Self.rows[rawValue] }

  /// The filtered resource of this group and name, in whatever version; nil if it is not filtered.
  package init?(_ resource: GroupResource) {
    guard let found = Self.allCases.first(where: { $0.groupResource == resource }) else {
      return nil
    }
    self = found
  }

  /// The group and the plural name.
  package var groupResource: GroupResource { row.resource }

  /// The versions whose objects are known to be of the same shape.
  package var versions: [String] { row.versions }

  /// What decides which objects are a caller's.
  var basis: Basis { row.basis }

  /// The kind in `owners[].proxySettings` that switches it on; nil if no kind does.
  package var settingsKind: String? { row.settingsKind }

  /// The word in `capsule.clastix.io/enable-WORD-listing`; nil if v1alpha1 has none.
  var annotationWord: String? { row.annotationWord }

  /// Whether tenants say which labels the selected objects have, so that an object may begin or
  /// cease to be selected.
  package var hasLabelRules: Bool {
    switch basis {
    case .nodeSelector, .classes, .tenantLabel: true
    case .ownership, .nodesByName: false
    }
  }

  /// Whether an owner may have the operation at all: some resources are only read.
  package func allows(_ operation: Operations) -> Bool {
    settingsKind != nil || operation == .list
  }

  /// The label that every object carries with its own name as value and that nobody can change; nil
  /// if there is none (NamespaceDefaultLabelName, KEP-2161).
  package var nameLabel: String? { self == .namespaces ? "kubernetes.io/metadata.name" : nil }

  /// The bit of this resource in a set of resources.
  var bit: UInt16 { 1 << UInt16(rawValue) }
}

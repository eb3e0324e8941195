package import KubernetesAPI

/// A resource of which a caller is shown only a part.
package enum FilteredResource: CaseIterable, Sendable, Hashable {
  case namespaces
  case nodes
  case storageClasses
  case ingressClasses

  /// What is known of one resource.
  private struct Row {
    let resource: GroupResource
    let versions: [String]
    /// The kind in `owners[].proxySettings`, and the word in v1alpha1's annotations.
    var settingsKind: String?
    var annotationWord: String?
    /// The fields of a tenant's spec that hold a class selection.
    var selectionFields: [[String]] = []
  }

  private static let namespaceRow = Row(
    resource: GroupResource(group: "", resource: "namespaces"), versions: ["v1"])
  private static let nodeRow = Row(
    resource: GroupResource(group: "", resource: "nodes"), versions: ["v1"],
    settingsKind: "Nodes", annotationWord: "node")
  private static let storageClassRow = Row(
    resource: GroupResource(group: "storage.k8s.io", resource: "storageclasses"),
    versions: ["v1"], settingsKind: "StorageClasses", annotationWord: "storageclass",
    selectionFields: [["storageClasses"]])
  private static let ingressClassRow = Row(
    resource: GroupResource(group: "networking.k8s.io", resource: "ingressclasses"),
    versions: ["v1", "v1beta1"], settingsKind: "IngressClasses", annotationWord: "ingressclass",
    selectionFields: [["ingressClasses"], ["ingressOptions", "allowedClasses"]])

  private var row: Row {
    switch self {
    case .namespaces: Self.namespaceRow
    case .nodes: Self.nodeRow
    case .storageClasses: Self.storageClassRow
    case .ingressClasses: Self.ingressClassRow
    }
  }

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

  /// The kind in `owners[].proxySettings` that switches it on; nil if it is always on.
  package var settingsKind: String? { row.settingsKind }

  /// The word in `capsule.clastix.io/enable-WORD-listing`; nil if it is always on.
  var annotationWord: String? { row.annotationWord }

  /// The fields of a tenant's spec, by their paths, that hold its class selection.
  var selectionFields: [[String]] { row.selectionFields }

  /// The label that every object carries with its own name as value and that nobody can change; nil
  /// if there is none (NamespaceDefaultLabelName, KEP-2161).
  package var nameLabel: String? { self == .namespaces ? "kubernetes.io/metadata.name" : nil }

  /// The bit of this resource in a set of resources.
  var bit: UInt8 {
    switch self {
    case .namespaces: 1
    case .nodes: 2
    case .storageClasses: 4
    case .ingressClasses: 8
    }
  }
}

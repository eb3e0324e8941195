internal import Kubernetes

extension APIResource {
  /// Clusters that are federated with this one; objects of the cluster.
  static let federatedClusters = APIResource(
    group: "slateci.io", version: "v1alpha2", plural: "clusters", kind: "Cluster")
  /// Further namespaces of federated clusters; objects in the cluster's primary namespace.
  static let furtherNamespaces = APIResource(
    group: "slateci.io", version: "v1alpha2", plural: "clusternss", kind: "ClusterNS")
  /// What defines the kinds.
  static let definitions = APIResource(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition")

  /// Clusters of the group before this one, the newest version first.
  static let formerClusters = ["v1alpha2", "v1alpha1"].map {
    APIResource(group: "nrp-nautilus.io", version: $0, plural: "clusters", kind: "Cluster")
  }
  /// Further namespaces of the group before this one, which were called otherwise at first.
  static let formerNamespaces = [
    APIResource(
      group: "nrp-nautilus.io", version: "v1alpha2", plural: "clusternss", kind: "ClusterNS"),
    APIResource(
      group: "nrp-nautilus.io", version: "v1alpha1", plural: "clusternamespaces",
      kind: "ClusterNamespace"),
  ]

  /// The key of the definition of the resource.
  var definition: ObjectKey { ObjectKey(name: "\(plural).\(group)") }
}

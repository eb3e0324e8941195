/// What the program reads of an object's metadata (metav1.ObjectMeta).
package struct ObjectMeta: Sendable, Hashable {
  /// The object's name; never empty in an object the API server answered.
  package var name: String
  /// The namespace; empty for an object of the cluster.
  package var namespace: String
  /// The identity across time: a deleted and recreated object has another.
  package var uid: String
  /// The opaque version of this state.
  package var resourceVersion: String
  /// The labels.
  package var labels: [String: String]
  /// The annotations.
  package var annotations: [String: String]
  /// The owners.
  package var ownerReferences: [OwnerReference]
  /// What must be cleared before a deletion ends.
  package var finalizers: [String]
  /// When the deletion began, as RFC 3339; nil while the object is not being deleted.
  package var deletionTimestamp: String?

  /// Creates metadata.
  package init(
    name: String, namespace: String = "", uid: String = "", resourceVersion: String = "",
    labels: [String: String] = [:], annotations: [String: String] = [:],
    ownerReferences: [OwnerReference] = [], finalizers: [String] = [],
    deletionTimestamp: String? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.labels = labels
    self.annotations = annotations
    self.ownerReferences = ownerReferences
    self.finalizers = finalizers
    self.deletionTimestamp = deletionTimestamp
  }

  /// Whether the object is being deleted.
  package var isTerminating: Bool { deletionTimestamp != nil }
}

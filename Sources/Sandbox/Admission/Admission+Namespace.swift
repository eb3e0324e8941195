import JSON
import KubernetesAPI

extension Admission {
  /// Nothing new in a namespace that is missing or on its way out
  /// (`apiserver/pkg/admission/plugin/namespace/lifecycle`).
  func checkNamespace(
    _ namespace: String, for object: JSONValue, of resource: Resource,
    _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    guard !namespace.isEmpty, resource.groupResource != .namespaces,
      resource.groupResource != Self.accessReviews
    else { return }
    guard let found = transaction.object(.namespaces, "", namespace) else {
      throw .notFound(.namespaces, name: namespace)
    }
    guard found.value["status", "phase"] == "Terminating" else { return }
    var status = Status.forbidden(
      object, of: resource,
      because: "unable to create new content in namespace \(namespace) because it is being "
        + "terminated")
    status.details?.causes.append(
      Status.Cause(
        reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
        field: "metadata.namespace"))
    throw status
  }

  /// Whether a namespace exists is none of the asker's business.
  private static let accessReviews = GroupResource(
    group: "authorization.k8s.io", resource: "localsubjectaccessreviews")
}

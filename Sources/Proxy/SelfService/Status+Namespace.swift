internal import Decide
internal import KubernetesAPI

// Refusals of new namespaces, in the API server's words where it has some.

extension Status {
  /// The resource that they speak of.
  static let namespaces = GroupResource(group: "", resource: "namespaces")

  /// 422: there is neither a name nor what one could begin with
  /// (apimachinery/pkg/api/validation, ValidateObjectMeta).
  static let namespaceWithoutName = invalidNamespace(
    "", reason: "FieldValueRequired", "Required value: name or generateName is required")

  /// 422: the name is no name of a namespace (apimachinery/pkg/util/validation, IsDNS1123Label).
  static func invalidNamespace(_ name: String) -> Status {
    let problem =
      name.utf8.count > 63
      ? "must be no more than 63 bytes"
      : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
        + "and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
        + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    return invalidNamespace(
      name, reason: "FieldValueInvalid", "Invalid value: \(quoted(name)): \(problem)")
  }

  private static func invalidNamespace(
    _ name: String, reason: String, _ problem: String
  ) -> Status {
    Status(
      code: 422, reason: "Invalid",
      message: "Namespace \(quoted(name)) is invalid: metadata.name: \(problem)",
      details: Details(
        name: name, kind: "Namespace",
        causes: [Cause(reason: reason, message: problem, field: "metadata.name")]))
  }
}

extension Creation {
  /// The tenant that a namespace is made in: the one that its label names, or the caller's only one.
  ///
  /// - Throws: 403 when the label names another one's, or when there are several and no label.
  func tenant(of draft: NamespaceDraft) throws(Status) -> String {
    let name = draft.name.isEmpty ? draft.generateName : draft.name
    if let wanted = draft.tenant {
      guard let tenant = tenants.first(where: { $0.hasSameBytes(as: wanted) }) else {
        throw .forbidden(
          Status.namespaces, name: name,
          because: "metadata.labels[\(ReservedMetadata.tenant)] does not name a tenant of yours")
      }
      return tenant
    }
    guard tenants.count == 1 else {
      throw .forbidden(
        Status.namespaces, name: name,
        because: "you own several tenants: set the label \(ReservedMetadata.tenant) to one of "
          + tenants.joined(separator: ", "))
    }
    return tenants[0]
  }
}

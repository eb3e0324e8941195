import KubernetesAPI

/// What a request is about, found in the catalog.
struct Target: Sendable {
  let resource: Resource
  let version: ResourceVersion
  /// Empty for what is in no namespace, and for all namespaces.
  let namespace: String
  /// Empty for a collection.
  let name: String
  /// Nil for the object itself.
  let subresource: Subresource?

  var groupResource: GroupResource { resource.groupResource }

  /// Nil for all namespaces and for what is in none.
  var scope: String? { resource.isNamespaced && !namespace.isEmpty ? namespace : nil }

  /// The resource, or the resource and the subresource's name.
  var isSubresource: Bool { subresource != nil }
}

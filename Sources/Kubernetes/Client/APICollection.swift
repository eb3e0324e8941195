/// The objects of one resource, in one namespace or in all, as a URL path.
package struct APICollection: Sendable, Hashable, CustomStringConvertible {
  /// The API group; empty for the core group.
  package let group: String

  /// The version: `v1`.
  package let version: String

  /// The resource's plural name, lower case.
  package let resource: String

  /// The namespace; nil for all of them, or for cluster-scoped objects.
  package let namespace: String?

  /// Whether of each object only its metadata is asked for.
  package let isMetadataOnly: Bool

  /// The label selector that its objects satisfy, as in a URL; nil for all of them.
  package let labelSelector: String?

  /// A collection of its parts.
  package init(
    group: String = "", version: String, resource: String, namespace: String? = nil,
    isMetadataOnly: Bool = false, labelSelector: String? = nil
  ) {
    self.group = group
    self.version = version
    self.resource = resource
    self.namespace = namespace
    self.isMetadataOnly = isMetadataOnly
    self.labelSelector = labelSelector
  }

  /// The path: `/apis/GROUP/VERSION/RESOURCE`.
  package var path: String {
    let root = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
    guard let namespace else { return "\(root)/\(resource)" }
    return "\(root)/namespaces/\(PercentEncoding.encode(namespace))/\(resource)"
  }

  /// The path of one object.
  package func path(of name: String) -> String { "\(path)/\(PercentEncoding.encode(name))" }

  /// The part of a query that narrows a list or a watch to the collection; none if nothing does.
  var query: [String] {
    labelSelector.map { ["labelSelector=\(PercentEncoding.encode($0))"] } ?? []
  }

  /// The `Accept` of a list or a watch of it.
  ///
  /// A server that knows no metadata of its own answers with whole objects (client-go/metadata asks
  /// the same way).
  func accept(isList: Bool) -> String {
    guard isMetadataOnly else { return "application/json" }
    let kind = isList ? "PartialObjectMetadataList" : "PartialObjectMetadata"
    return "application/json;as=\(kind);v=v1;g=meta.k8s.io,application/json"
  }

  /// The path.
  package var description: String { path }
}

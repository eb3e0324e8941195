/// A resource of an API group, whatever the version: `storageclasses.storage.k8s.io`.
package struct GroupResource: Sendable, Hashable, CustomStringConvertible {
  /// The API group; empty for the core group.
  package var group: String
  /// The plural, lower-case name of the resource.
  package var resource: String

  /// Creates the name of a resource.
  package init(group: String, resource: String) {
    self.group = group
    self.resource = resource
  }

  /// The resource, and after a dot the group where there is one
  /// (apimachinery/pkg/runtime/schema, GroupResource.String).
  package var description: String {
    group.isEmpty ? resource : "\(resource).\(group)"
  }
}

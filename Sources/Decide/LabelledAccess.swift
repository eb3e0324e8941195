package import Ownership

/// An access to an object that a caller may have or not, by the object's labels.
package struct LabelledAccess: Sendable {
  /// The resource.
  package var resource: FilteredResource
  /// The part of it that the access is for.
  package var selection: Selection
  /// The path of the object.
  package var path: String
  /// The group that lets the API server answer the access.
  package var group: String
  /// The group that lets the API server answer reads of the resource.
  package var readGroup: String

  /// Creates an access.
  package init(
    resource: FilteredResource, selection: Selection, path: String, group: String,
    readGroup: String
  ) {
    self.resource = resource
    self.selection = selection
    self.path = path
    self.group = group
    self.readGroup = readGroup
  }
}

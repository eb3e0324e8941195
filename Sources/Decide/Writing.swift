package import KubernetesAPI
package import Ownership

/// A put, patch or delete of one object that the caller's tenant was given the operation for.
///
/// It runs widened, and only by the protocol that begins with a fresh read of the object.
package struct Writing: Sendable {
  /// The resource.
  package var resource: FilteredResource
  /// The object's name.
  package var name: String
  /// What the caller may do the operation with; the object as read must be selected.
  package var selection: Selection
  /// The group that lets the API server answer reads of the resource.
  package var readGroup: String
  /// The group that lets the API server answer the operation.
  package var writeGroup: String
  /// The labels by which any tenant's rule for the resource decides: none of them may change.
  package var decidingLabels: Set<String>
  /// The path of the object, without a query.
  package var path: String
  /// The client's query.
  package var query: Query
  /// The value of the `Accept` field of the request that changes something.
  package var accept: String

  /// Creates a write.
  package init(
    resource: FilteredResource, name: String, selection: Selection, readGroup: String,
    writeGroup: String, decidingLabels: Set<String>, path: String, query: Query, accept: String
  ) {
    self.resource = resource
    self.name = name
    self.selection = selection
    self.readGroup = readGroup
    self.writeGroup = writeGroup
    self.decidingLabels = decidingLabels
    self.path = path
    self.query = query
    self.accept = accept
  }
}

package import Ownership

/// What the proxy adds to an access that the cluster's own rules do not allow.
package enum Widening: Sendable {
  /// Nothing: the API server's answer holds.
  case none
  /// The access is answered, as far as the tenant's rules for the resource go, if the API server
  /// allows it to the caller in the group.
  case given(FilteredResource, group: String)
  /// The same, and whether it is for the object's labels to say.
  case ofObject(LabelledAccess)
}

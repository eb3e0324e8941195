package import Ownership

/// What the proxy adds to an access that the cluster's own rules do not allow.
package enum Widening: Sendable {
  /// Nothing: the API server's answer holds.
  case none
  /// The access is answered, as far as the tenant's rules for the resource go.
  case given(FilteredResource)
  /// Whether it is answered is for the object's labels to say.
  case ofObject(LabelledAccess)
}

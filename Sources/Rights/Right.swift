package import KubernetesAPI

/// One verb on one resource, in one place, and of one object if it has a name.
package struct Right: Sendable, Hashable, CustomStringConvertible {
  /// Where a right counts.
  package enum Place: Hashable, Sendable {
    /// Everywhere: by a ClusterRoleBinding.
    case cluster
    /// In the program's own namespace.
    case own
    /// In the namespace of Dispatch.
    case dispatch
  }

  package let place: Place
  package let verb: String
  /// The resource; a subresource is named behind a slash, as in a role.
  package let resource: GroupResource
  /// The object's name; empty for every object.
  package let name: String

  /// A right of its parts.
  package init(_ place: Place, _ verb: String, _ resource: GroupResource, name: String = "") {
    self.place = place
    self.verb = verb
    self.resource = resource
    self.name = name
  }

  /// In words: `update secrets "x" in the program's namespace`.
  package var description: String {
    let what = name.isEmpty ? "\(verb) \(resource)" : "\(verb) \(resource) \(Status.quoted(name))"
    return switch place {
    case .cluster: what
    case .own: what + " in the program's namespace"
    case .dispatch: what + " in the namespace dispatch"
    }
  }
}

package import KubernetesAPI

/// What must be known before a request can be decided.
package enum Question: Sendable, Hashable {
  /// May the caller do this by the cluster's own rules?
  ///
  /// It is put to the API server as a SubjectAccessReview for the user the request is decided for.
  case isAllowed(Access)
}

/// One access to a resource, as `authorization.k8s.io/v1` ResourceAttributes name it.
package struct Access: Sendable, Hashable {
  /// The verb.
  package var verb: Verb
  /// The resource and its group.
  package var resource: GroupResource
  /// The version in the group.
  package var version: String
  /// The namespace; empty at the scope of the cluster.
  package var namespace: String
  /// The object's name; empty for all objects.
  package var name: String

  /// Creates an access.
  package init(
    verb: Verb, resource: GroupResource, version: String, namespace: String = "", name: String = ""
  ) {
    self.verb = verb
    self.resource = resource
    self.version = version
    self.namespace = namespace
    self.name = name
  }

  /// The access that the API server's own authorisation sees in a request.
  package init(_ request: ResourceRequest) {
    self.init(
      verb: request.verb, resource: request.groupResource, version: request.apiVersion,
      namespace: request.namespace, name: request.name)
  }
}

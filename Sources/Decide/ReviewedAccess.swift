package import KubernetesAPI
package import Ownership

/// What a SelfSubjectAccessReview asks about: `authorization.k8s.io/v1` ResourceAttributes as the
/// API server understood them.
///
/// The namespace is left out: what is filtered is at the cluster's scope, and clients send
/// `default` all the same.
package struct ReviewedAccess: Sendable, Hashable {
  /// The verb, as spelled.
  package var verb: String
  /// The resource and its group.
  package var resource: GroupResource
  /// The version; empty when nothing is said of it.
  package var version: String
  /// The part of the object; empty for the object itself.
  package var subresource: String
  /// The object's name; empty for objects in general.
  package var name: String
  /// The name that a field selector asks for; empty when it asks for none.
  package var selectedName: String

  /// Creates what is asked about.
  package init(
    verb: String, resource: GroupResource, version: String = "", subresource: String = "",
    name: String = "", selectedName: String = ""
  ) {
    self.verb = verb
    self.resource = resource
    self.version = version
    self.subresource = subresource
    self.name = name
    self.selectedName = selectedName
  }

  /// The request that would do it to the resource; nil for a verb or a name that no request has.
  package func request(on resource: FilteredResource) -> ResourceRequest? {
    guard let first = resource.versions.first else { return nil }
    let version = version.isEmpty ? first : version
    var wanted = name
    var query = Query()
    let method: String
    switch verb {
    case "get": method = "GET"
    case "list", "watch":
      method = "GET"
      if wanted.isEmpty { wanted = selectedName }
      if verb == "watch" { query.append("watch", "true") }
      if !wanted.isEmpty {
        query.append(
          "fieldSelector", FieldSelector.text(requiring: wanted, of: "metadata.name"))
      }
    case "update": method = "PUT"
    case "patch": method = "PATCH"
    case "delete": method = "DELETE"
    case "create":
      // The name of what is to be made stands in the body.
      method = "POST"
      wanted = ""
    default: return nil
    }
    let isInPath = !["list", "watch", "create"].contains(verb)
    let path = ResourceRequest.path(
      of: resource.groupResource, version: version, name: isInPath ? name : "")
    do throws(TargetError) {
      let request = try ResourceRequest(
        method: method, target: query.isEmpty ? path : path + "?" + query.encoded())
      return request.name.hasSameBytes(as: wanted) ? request : nil
    } catch {
      return nil
    }
  }
}

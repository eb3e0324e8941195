import KubernetesAPI
package import Ownership

extension Policy {
  /// What the proxy would do with a request for an access that the API server has not allowed.
  ///
  /// It is decided as that request is. An access to objects in general is given where there can be
  /// such an object.
  package func widening(
    of access: ReviewedAccess, for identity: Identity, in view: View
  ) -> Widening {
    guard access.subresource.isEmpty, let resource = FilteredResource(access.resource),
      access.version.isEmpty || resource.versions.contains(access.version),
      let request = access.request(on: resource)
    else { return .none }
    switch (request.verb, request.name.isEmpty) {
    case (.list, true) where access.verb == "get":
      return anyObject(of: resource, for: identity.user, .list, in: view)
    case (.update, true), (.patch, true):
      return anyObject(of: resource, for: identity.user, .update, in: view)
    case (.deletecollection, true):
      return anyObject(of: resource, for: identity.user, .delete, in: view)
    default: break
    }
    var answers = Answers()
    answers[.isAllowed(Access(request))] = false
    switch decide(request, accept: nil, for: identity, in: view, answers: answers) {
    case .verdict(.filter(let filtering)):
      guard filtering.emptyMeansPass, let selection = filtering.selection else {
        return .given(resource, group: filtering.wideningGroup)
      }
      return ofObject(request, resource, selection, filtering.wideningGroup)
    case .verdict(.write(let writing)):
      guard writing.selection.selects(name: writing.name) == .dependsOnLabels else {
        return .given(resource, group: writing.writeGroup)
      }
      return ofObject(request, resource, writing.selection, writing.writeGroup)
    case .verdict(.create(let creation)): return .given(resource, group: creation.group)
    case .verdict, .ask: return .none
    }
  }

  private func anyObject(
    of resource: FilteredResource, for user: UserInfo, _ operation: Operations, in view: View
  ) -> Widening {
    guard let selection = view.selection(of: resource, for: user, operation: operation),
      selection.exactNames?.isEmpty != true
    else { return .none }
    return .given(resource, group: wideningGroup(for: operation, of: resource))
  }

  private func ofObject(
    _ request: ResourceRequest, _ resource: FilteredResource, _ selection: Selection,
    _ group: String
  ) -> Widening {
    .ofObject(
      LabelledAccess(
        resource: resource, selection: selection,
        path: ResourceRequest.path(
          of: resource.groupResource, version: request.apiVersion, name: request.name),
        group: group, readGroup: wideningGroup(for: resource)))
  }
}

import KubernetesAPI

extension AccessAttributes {
  /// What a request wants to do (`apiserver/pkg/endpoints/filters/authorization.go`).
  init(_ request: ResourceRequest) {
    guard request.isResourceRequest else {
      self.init(verb: request.verb.description, path: request.path)
      return
    }
    self.init(
      verb: request.verb.description, path: nil, group: request.apiGroup,
      version: request.apiVersion, resource: request.resource, subresource: request.subresource,
      namespace: request.namespace, name: request.name)
  }
}

import KubernetesAPI

extension AccessAttributes {
  /// What a request asks of authorisation.
  init(_ request: ResourceRequest) {
    guard request.isResourceRequest else {
      self.init(verb: "\(request.verb)", path: request.path)
      return
    }
    self.init(
      verb: "\(request.verb)", group: request.apiGroup, version: request.apiVersion,
      resource: request.resource, subresource: request.subresource,
      namespace: request.namespace, name: request.name)
  }
}

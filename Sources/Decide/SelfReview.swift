import KubernetesAPI

/// A question about the caller's own rights or name that the proxy answers truthfully.
package enum SelfReview: Sendable, Hashable {
  /// SelfSubjectAccessReview: may I do this?
  case access
  /// SelfSubjectRulesReview: what may I do in a namespace?
  case rules
  /// SelfSubjectReview: who am I?
  case identity

  /// The question that a request asks; nil for any other request.
  init?(_ request: ResourceRequest) {
    guard request.verb == .create, request.apiPrefix == "apis", request.name.isEmpty,
      request.namespace.isEmpty
    else { return nil }
    switch (request.apiGroup, request.apiVersion, request.resource) {
    case ("authorization.k8s.io", "v1", "selfsubjectaccessreviews"): self = .access
    case ("authorization.k8s.io", "v1", "selfsubjectrulesreviews"): self = .rules
    case ("authentication.k8s.io", "v1", "selfsubjectreviews"),
      ("authentication.k8s.io", "v1beta1", "selfsubjectreviews"):
      self = .identity
    default: return nil
    }
  }
}

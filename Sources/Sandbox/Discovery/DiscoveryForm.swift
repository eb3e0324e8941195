import KubernetesAPI

/// The aggregated form of discovery a client asks for (`apidiscovery.k8s.io`).
enum DiscoveryForm: String, Sendable {
  case v2

  /// The media type of the answer.
  var contentType: String {
    "application/json;g=apidiscovery.k8s.io;v=\(rawValue);as=APIGroupDiscoveryList"
  }

  /// The first form the client accepts that can be answered; nil for the plain one
  /// (`aggregated/wrapper.go`).
  init?(_ accept: Accept) {
    for clause in accept.clauses {
      guard clause.type == "application" || clause.type == "*" else { continue }
      guard clause.subtype == "json" || clause.subtype == "*" else { continue }
      guard let kind = clause["as"] else { return nil }
      guard kind == "APIGroupDiscoveryList", clause["g"] == "apidiscovery.k8s.io",
        let form = clause["v"].flatMap(DiscoveryForm.init(rawValue:))
      else { continue }
      self = form
      return
    }
    return nil
  }
}

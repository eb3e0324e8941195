import KubernetesAPI
import Wire

/// One request whose sender is known.
struct Call: Sendable {
  let request: ResourceRequest
  let user: UserInfo
  let accept: String?
  let contentType: String?
  let userAgent: String?
  let body: [UInt8]

  var query: Query { request.query }

  /// What is asked of authorisation.
  var attributes: AccessAttributes {
    guard request.isResourceRequest else {
      return AccessAttributes(verb: "\(request.verb)", path: request.path)
    }
    return AccessAttributes(
      verb: "\(request.verb)", group: request.apiGroup, version: request.apiVersion,
      resource: request.resource, subresource: request.subresource, namespace: request.namespace,
      name: request.name)
  }

  /// Whether JSON is indented: asked for, or for a person's tool
  /// (handlers/responsewriters, `isPrettyPrint`).
  var wantsIndent: Bool {
    if let asked = query[first: "pretty"] {
      return ["1", "t", "T", "true", "TRUE", "True"].contains(asked)
    }
    let agent = userAgent ?? ""
    return agent.hasPrefix("curl") || agent.hasPrefix("Wget") || agent.hasPrefix("Mozilla/5.0")
  }

  /// The form of the answer.
  func form(_ offer: MediaForm.Offer) throws(Status) -> MediaForm {
    var form = try MediaForm(accept: accept, offer: offer)
    form.isPretty = wantsIndent && form.encoding == .json
    return form
  }

  /// What was sent, whatever its encoding.
  func decodedBody() throws(Status) -> RequestBody {
    try RequestBody.decode(body, contentType: contentType)
  }
}

import KubernetesAPI
import Wire

/// One request whose sender is known.
struct Call: Sendable {
  let request: ResourceRequest
  let user: UserInfo
  let accept: String?
  let contentType: String?
  let userAgent: String?
  /// The authority the client used.
  let host: String
  /// The entity tag of what the client has, from `If-None-Match`.
  var knownTag: String?
  let body: [UInt8]

  var query: Query { request.query }

  /// What is asked of authorisation.
  var attributes: AccessAttributes { AccessAttributes(request) }

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
}

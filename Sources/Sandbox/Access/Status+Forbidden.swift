import KubernetesAPI

extension Status {
  /// 403 in the words of the API server's authorisation, with the reason it may have
  /// (`apiserver/pkg/endpoints/handlers/responsewriters/errors.go`).
  static func forbidden(
    _ attributes: AccessAttributes, by user: UserInfo, because reason: String = ""
  ) -> Status {
    var text = "User \(quoted(user.username)) cannot \(attributes.verb) "
    if let path = attributes.path {
      text += "path \(quoted(path))"
    } else {
      var resource = attributes.resource
      if !attributes.subresource.isEmpty { resource += "/\(attributes.subresource)" }
      text += "resource \(quoted(resource)) in API group \(quoted(attributes.group)) "
      text +=
        attributes.namespace.isEmpty
        ? "at the cluster scope" : "in the namespace \(quoted(attributes.namespace))"
    }
    text = sanitized(text)
    if !reason.isEmpty { text += ": \(reason)" }
    guard attributes.path == nil else {
      return Status(
        code: 403, reason: "Forbidden", message: "forbidden: \(text)", details: Details())
    }
    return .forbidden(
      GroupResource(group: attributes.group, resource: attributes.resource),
      name: attributes.name, because: text)
  }

  /// Text that no browser takes for HTML.
  private static func sanitized(_ text: String) -> String {
    var sanitized = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": sanitized += "&amp;"
      case "<": sanitized += "&lt;"
      case ">": sanitized += "&gt;"
      default: sanitized.unicodeScalars.append(scalar)
      }
    }
    return sanitized
  }
}

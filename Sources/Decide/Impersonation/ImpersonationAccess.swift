package import KubernetesAPI

/// One thing that somebody must be allowed in order to act as another, as an access review names it.
package struct ImpersonationAccess: Sendable {
  /// Who must be allowed it, as the API server's authorisation sees them.
  package var user: UserInfo
  /// The verb, such as `impersonate` or `impersonate-on:user-info:list`.
  package var verb: String
  /// The path, where the request is for no resource; nil for a resource.
  package var path: String?
  /// The API group; empty for the core group.
  package var group = ""
  /// The version in the group.
  package var version = ""
  /// The resource in plural.
  package var resource = ""
  /// The part of it; for extra attributes, their key.
  package var subresource = ""
  /// The namespace; empty at the scope of the cluster.
  package var namespace = ""
  /// The name, which is the value that is asked for.
  package var name = ""

  /// The refusal in the words of the API server
  /// (apiserver/pkg/endpoints/handlers/responsewriters/errors.go, ForbiddenStatusError).
  ///
  /// - Parameter reason: what the authorisation says of it; may be empty.
  package func refusal(because reason: String) -> Status {
    var text = "User \(Status.quoted(user.username)) cannot \(verb) "
    if let path {
      text += "path \(Status.quoted(path))"
    } else {
      let part = subresource.isEmpty ? resource : "\(resource)/\(subresource)"
      text += "resource \(Status.quoted(part)) in API group \(Status.quoted(group)) "
      text +=
        namespace.isEmpty
        ? "at the cluster scope" : "in the namespace \(Status.quoted(namespace))"
    }
    text = Self.sanitized(text)
    if !reason.isEmpty { text += ": \(reason)" }
    guard path == nil else {
      return Status(
        code: 403, reason: "Forbidden", message: "forbidden: \(text)", details: Status.Details())
    }
    return .forbidden(
      GroupResource(group: group, resource: resource), name: name, because: text)
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

internal import KubernetesAPI

/// How a request changes an object.
enum WriteKind: Sendable, Hashable {
  /// It replaces the object.
  case put
  /// It changes parts of it.
  case patch(PatchType)
  /// It deletes it.
  case delete

  /// The method.
  var method: String {
    switch self {
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    }
  }

  /// What the API server calls the parameters of such a request.
  var options: String {
    switch self {
    case .put: "UpdateOptions"
    case .patch: "PatchOptions"
    case .delete: "DeleteOptions"
    }
  }

  /// The media type in which the body goes upstream.
  var mediaType: String {
    switch self {
    case .put, .delete: "application/json"
    case .patch(let type): type.rawValue
    }
  }

  /// Reads the method, and for a PATCH the `Content-Type`, as the API server does: what stands
  /// before the first semicolon, and no spelling but one (handlers/patch.go, PatchResource).
  ///
  /// - Throws: 415 for a patch of another type, 405 for another method.
  init(method: String, contentType: String?) throws(Status) {
    switch method {
    case "PUT": self = .put
    case "DELETE": self = .delete
    case "PATCH":
      let type = (contentType ?? "").prefix { $0 != ";" }
      guard let type = PatchType(rawValue: String(type)) else {
        throw .unsupportedPatch
      }
      self = .patch(type)
    default:
      throw Status(
        code: 405, reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource")
    }
  }
}

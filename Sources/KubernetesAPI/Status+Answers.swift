// The answers, with the codes, reasons and details of `apimachinery/pkg/api/errors`.

extension Status {
  /// 400: the request is not understood.
  package static func badRequest(_ message: String) -> Status {
    Status(code: 400, reason: "BadRequest", message: message)
  }

  /// 400: the target can be read in more than one way.
  package static func badRequest(_ error: TargetError) -> Status {
    badRequest(error.description)
  }

  /// 401: nobody is known.
  ///
  /// The API server says no more than this either.
  package static let unauthorized = Status(
    code: 401, reason: "Unauthorized", message: "Unauthorized")

  /// 403 in the words of the API server's own authorisation.
  package static func forbidden(_ request: ResourceRequest, by user: UserInfo) -> Status {
    let who = "User \(quoted(user.username)) cannot \(request.verb)"
    guard request.isResourceRequest else {
      return Status(
        code: 403, reason: "Forbidden", message: "forbidden: \(who) path \(quoted(request.path))",
        details: Details())
    }
    var resource = request.resource
    if !request.subresource.isEmpty { resource += "/" + request.subresource }
    let place =
      request.namespace.isEmpty
      ? "at the cluster scope" : "in the namespace \(quoted(request.namespace))"
    return forbidden(
      request.groupResource, name: request.name,
      because: "\(who) resource \(quoted(resource)) in API group \(quoted(request.apiGroup)) "
        + place)
  }

  /// 403 for a reason of our own.
  package static func forbidden(
    _ resource: GroupResource, name: String = "", because reason: String
  ) -> Status {
    let what = name.isEmpty ? "\(resource)" : "\(resource) \(quoted(name))"
    return Status(
      code: 403, reason: "Forbidden", message: "\(what) is forbidden: \(reason)",
      details: Details(name: name, group: resource.group, kind: resource.resource))
  }

  /// 404: there is no such object.
  package static func notFound(_ resource: GroupResource, name: String) -> Status {
    Status(
      code: 404, reason: "NotFound", message: "\(resource) \(quoted(name)) not found",
      details: Details(name: name, group: resource.group, kind: resource.resource))
  }

  /// 406: none of the accepted media types can be answered.
  package static func notAcceptable(_ available: [String]) -> Status {
    Status(
      code: 406, reason: "NotAcceptable",
      message: "only the following media types are accepted: "
        + available.joined(separator: ", "))
  }

  /// 409: there is such an object already.
  package static func alreadyExists(_ resource: GroupResource, name: String) -> Status {
    Status(
      code: 409, reason: "AlreadyExists", message: "\(resource) \(quoted(name)) already exists",
      details: Details(name: name, group: resource.group, kind: resource.resource))
  }

  /// 410: the list cannot be continued, or the watch not resumed.
  package static func expired(
    _ message: String = "The resourceVersion for the provided list is too old."
  ) -> Status {
    Status(code: 410, reason: "Expired", message: message)
  }

  /// 429: try again after some seconds.
  package static func tooManyRequests(_ message: String, retryAfterSeconds: Int) -> Status {
    Status(
      code: 429, reason: "TooManyRequests", message: message,
      details: Details(retryAfterSeconds: retryAfterSeconds))
  }

  /// 500: something is wrong here.
  package static func internalError(_ message: String) -> Status {
    Status(
      code: 500, reason: "InternalError", message: "Internal error occurred: \(message)",
      details: Details(causes: [Cause(message: message)]))
  }

  /// 503: something needed does not answer.
  package static func serviceUnavailable(
    _ message: String, retryAfterSeconds: Int? = nil
  ) -> Status {
    Status(
      code: 503, reason: "ServiceUnavailable", message: message,
      details: retryAfterSeconds.map { Details(retryAfterSeconds: $0) })
  }

  /// 504: something needed did not answer in time.
  package static func timeout(_ message: String, retryAfterSeconds: Int) -> Status {
    Status(
      code: 504, reason: "Timeout", message: "Timeout: \(message)",
      details: Details(retryAfterSeconds: retryAfterSeconds))
  }

  /// Text in quotation marks as Go's `%q` writes it, for ASCII and for letters of other scripts.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..<" ", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

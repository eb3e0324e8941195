internal import KubernetesAPI

// Refusals of writes, in the API server's words where it has some.

extension Status {
  /// 409: the object is not in the state that the client goes by
  /// (registry/generic/registry/store.go, OptimisticLockErrorMsg).
  static func modified(_ resource: GroupResource, name: String) -> Status {
    conflict(
      resource, name: name,
      because: "the object has been modified; please apply your changes to the latest version and "
        + "try again")
  }

  /// 409 for a reason (apimachinery/pkg/api/errors, NewConflict).
  static func conflict(_ resource: GroupResource, name: String, because reason: String) -> Status {
    Status(
      code: 409, reason: "Conflict",
      message: "Operation cannot be fulfilled on \(resource) \(quoted(name)): \(reason)",
      details: Details(name: name, group: resource.group, kind: resource.resource))
  }

  /// 413: the body is longer than an object may be.
  static func bodyTooLarge(limit: Int) -> Status {
    Status(
      code: 413, reason: "RequestEntityTooLarge",
      message: "Request entity too large: limit is \(limit)")
  }

  /// 415: a patch is of none of the four types; it is the router that says so (go-restful).
  static let unsupportedPatch = Status(
    code: 415, reason: "UnsupportedMediaType", message: "415: Unsupported Media Type",
    details: Details())

  /// 415: the body's media type is none of these (handlers/negotiation/errors.go).
  static func unsupportedMediaType(_ accepted: [String]) -> Status {
    Status(
      code: 415, reason: "UnsupportedMediaType",
      message: "the body of the request was in an unknown format - accepted media types include: "
        + accepted.joined(separator: ", "))
  }

  /// 422: a dry run is of everything or is none (apis/meta/v1/validation, ValidateDryRun).
  static func unsupportedDryRun(_ value: String, of options: String) -> Status {
    let problem = "Unsupported value: [\(quoted(value))]: supported values: \"All\""
    return Status(
      code: 422, reason: "Invalid",
      message: "\(options).meta.k8s.io \"\" is invalid: dryRun: \(problem)",
      details: Details(
        group: "meta.k8s.io", kind: options,
        causes: [Cause(reason: "FieldValueNotSupported", message: problem, field: "dryRun")]))
  }
}

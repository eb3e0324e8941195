import KubernetesAPI

extension Status {
  /// 409: the object is not in the state that the request assumes (`apierrors.NewConflict`).
  static func conflict(
    _ resource: GroupResource, name: String, because reason: String
  ) -> Status {
    Status(
      code: 409, reason: "Conflict",
      message: "Operation cannot be fulfilled on \(resource) \(quoted(name)): \(reason)",
      details: Details(name: name, group: resource.group, kind: resource.resource))
  }
}

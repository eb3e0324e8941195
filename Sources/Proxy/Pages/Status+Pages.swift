internal import KubernetesAPI

extension Status {
  /// 410: the token is too old, but another one goes on with what is there now
  /// (`apiserver/pkg/storage/etcd3/errors.go`).
  static func inconsistentContinue(_ token: String) -> Status {
    var status = Status.expired(
      "The provided continue parameter is too old to display a consistent list result. You can "
        + "start a new list without the continue parameter, or use the continue token in this "
        + "response to retrieve the remainder of the results. Continuing with the provided token "
        + "results in an inconsistent list - objects that were created, modified, or deleted "
        + "between the time the first chunk was returned and now may show up in the list.")
    status.continueToken = token
    return status
  }
}

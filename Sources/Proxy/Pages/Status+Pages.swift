internal import KubernetesAPI

// The API server's words (`apiserver/pkg/storage/etcd3/errors.go`). Clients fall back to a list
// without pages (client-go `tools/pager`).

extension Status {
  /// 410: the token is too old, or another's, or none of ours, which are not told apart.
  static let continueExpired = Status.expired(
    "The provided continue parameter is too old to display a consistent list result. You can start "
      + "a new list without the continue parameter.")

  /// 410: the token is too old, but another one goes on with what is there now.
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

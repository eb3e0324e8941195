internal import Decide
internal import KubernetesAPI
internal import Wire

/// What the program's account lets it do in its callers' names.
extension ProxyService {
  /// The caller as widened requests name them.
  func widening(_ caller: Caller) throws(ExchangeError) -> Caller {
    guard scope.isConstrained else { return caller }
    let user = caller.identity.user.standIn
    guard user != caller.identity.user else { return caller }
    do throws(HTTPError) {
      return try Caller(
        caller.identity, as: user, original: caller.original, expires: caller.expires)
    } catch {
      throw .client(WireError(.http(error.status), error.reason))
    }
  }

  /// Why nothing of the caller's can pass; nil where it can.
  func refusalToPass(_ caller: Caller) -> Status? {
    switch caller.identity.proof {
    case .anonymous, .bearerToken: nil
    case .clientCertificate, .verifiedToken, .frontProxy: scope.letsPass ? nil : .noOtherName
    }
  }
}

extension Status {
  /// 403: what is not filtered would have to go upstream in the caller's name.
  fileprivate static let noOtherName = Status(
    code: 403, reason: "Forbidden",
    message:
      "forbidden: this proxy may act in others' names to read what it filters, and for nothing "
      + "else, so this cannot go to the API server in yours: come with a bearer token that the API "
      + "server knows, or ask the administrator for --impersonation=mixed",
    details: Details())

  /// 403: the account may not change anything as a service account or a node.
  static func standInChangesNothing(_ resource: GroupResource, name: String) -> Status {
    forbidden(
      resource, name: name,
      because: "this proxy may act in the name of users, and not of service accounts and nodes, to "
        + "change what is a tenant's: come as a user, or ask the administrator for "
        + "--impersonation=legacy")
  }
}

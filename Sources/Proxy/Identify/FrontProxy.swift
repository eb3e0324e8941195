package import KubernetesAPI
package import Wire

/// Whom a front proxy's fields name (apiserver/pkg/authentication/request/headerrequest).
///
/// They are believed on the connection of a trusted front proxy only, and forwarded nowhere.
package enum FrontProxy {
  /// What the fields say.
  package enum Reading: Equatable {
    /// They name nobody: another method may know who it is.
    case absent
    case user(UserInfo)
    /// They could name more than one.
    case ambiguous
  }

  /// Reads `X-Remote-User`, `-Uid`, `-Group` and `-Extra-KEY`.
  ///
  /// The API server takes the first of several names and uids; several are refused here. It drops
  /// empty groups.
  package static func read(_ fields: Fields) -> Reading {
    guard fields.contains(.xRemote) else { return .absent }
    let named = UserFields(fields, .xRemote, prefix: "x-remote-")
    guard named.names.count <= 1, named.uids.count <= 1, !named.hasUnreadableKey else {
      return .ambiguous
    }
    var user = named.user
    guard !user.username.isEmpty else { return .absent }
    user.groups.removeAll(where: \.isEmpty)
    return .user(user)
  }
}

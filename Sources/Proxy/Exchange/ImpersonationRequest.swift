package import KubernetesAPI
package import Wire

/// Whom a request's own Impersonate fields ask to act as (`kubectl --as`).
package struct ImpersonationRequest: Equatable {
  /// The user as the fields name them; nothing is added.
  package let user: UserInfo

  /// What the fields are.
  package enum Reading: Equatable {
    case none
    case wanted(ImpersonationRequest)
    /// A field of the family that the API server would not know, or would read otherwise.
    case refused(String)
  }

  /// The most values one request may name: each of them is reviewed.
  package static let maximumValues = 256

  /// Reads the Impersonate family, in which the parser has every odd spelling (`_` for `-`) too.
  ///
  /// The API server reads the first of two users, and refuses everything else without a user.
  package static func read(_ fields: Fields, rules: IdentityRules) -> Reading {
    guard fields.contains(.impersonate) else { return .none }
    let named = UserFields(fields, .impersonate, prefix: "impersonate-")
    guard !named.hasOthers, !named.hasUnreadableKey else {
      return .refused("a malformed impersonation field")
    }
    guard named.count <= maximumValues else {
      return .refused("impersonation of more than \(maximumValues) values")
    }
    guard named.names.count == 1, named.uids.count <= 1 else {
      return .refused("impersonation needs exactly one Impersonate-User and at most one uid")
    }
    guard !named.uids.contains("") else { return .refused("an empty impersonation field") }
    if let fault = rules.fault(of: named.user) { return .refused("impersonation: \(fault)") }
    return .wanted(ImpersonationRequest(user: named.user))
  }
}

import KubernetesAPI
package import Wire

/// What a request's own Impersonate fields are.
package enum ImpersonationRequest: Equatable {
  case none
  /// The caller wants to act as somebody else: only the API server may decide that, on the caller's
  /// own credential.
  case wellFormed
  /// A field of the family that the API server would not know, or would read otherwise.
  case refused(String)

  /// Reads the Impersonate family, in which the parser has every odd spelling (`_` for `-`) too.
  package static func read(_ fields: Fields, rules: IdentityRules) -> ImpersonationRequest {
    guard fields.contains(.impersonate) else { return .none }
    var users = 0
    for field in fields.all(.impersonate) {
      let name = field.name.lowercased()
      switch name {
      case "impersonate-user": users += 1
      case "impersonate-group":
        guard !rules.isReserved(field.value) else {
          return .refused("impersonating a group that begins with \(rules.groupPrefix)")
        }
      case "impersonate-uid": break
      default:
        guard name.hasPrefix("impersonate-extra-") else {
          return .refused("a malformed impersonation field")
        }
      }
      guard !field.value.isEmpty else { return .refused("an empty impersonation field") }
    }
    // The API server reads the first of two users, and refuses groups without a user.
    guard users == 1 else { return .refused("impersonation needs exactly one Impersonate-User") }
    return .wellFormed
  }
}

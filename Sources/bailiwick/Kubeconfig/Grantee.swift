import Controllers

/// A service account that a controller made for somebody, and where it may work.
struct Grantee: Sendable, Equatable {
  /// The namespace of the service account.
  let namespace: String
  /// The name of the service account.
  let account: String
  /// Whose the namespace has to be; nil for the one of all Dispatch users.
  let claimant: Claimant?
  /// Where it may work, the first first.
  let namespaces: [String]
  /// What is not as it was asked for; nil when everything is.
  let shortcoming: String?
}

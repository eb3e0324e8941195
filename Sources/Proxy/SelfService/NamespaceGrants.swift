package import KubernetesAPI
package import Ownership

/// What making a namespace for a tenant needs of the program's own account.
package struct NamespaceGrants: Sendable {
  /// Says of a tenant as it is now why a namespace may not be made in it; nil if it may.
  package typealias Judge = @Sendable (NamespaceTerms) -> Status?

  /// Reads the tenant anew, puts it before the judge, and holds a place in its quota for the name; in
  /// a dry run it looks only whether there is one.
  package let reserve:
    @Sendable (
      _ namespace: String, _ tenant: String, _ asDryRun: Bool, _ judge: Judge
    ) async throws(Status) -> NamespaceTerms

  /// Gives the place back: the namespace was made and counts itself, or was not made.
  package let release: @Sendable (_ namespace: String, _ tenant: String) async -> Void

  /// Makes the tenant's role bindings in a new namespace, and waits for a moment until they count for
  /// the user; false when they could not be made.
  package let bind:
    @Sendable (_ namespace: String, _ terms: NamespaceTerms, _ user: UserInfo) async -> Bool

  /// Creates it of its parts.
  package init(
    reserve:
      @escaping @Sendable (
        _ namespace: String, _ tenant: String, _ asDryRun: Bool, _ judge: Judge
      ) async throws(Status) -> NamespaceTerms,
    release: @escaping @Sendable (_ namespace: String, _ tenant: String) async -> Void,
    bind:
      @escaping @Sendable (
        _ namespace: String, _ terms: NamespaceTerms, _ user: UserInfo
      ) async -> Bool
  ) {
    self.reserve = reserve
    self.release = release
    self.bind = bind
  }
}

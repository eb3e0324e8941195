private import Synchronization
private import Wire

/// The access to the API server, which is found again and again while the program runs.
///
/// Kubeconfigs, certificates, keys, authorities and the files of a pod's service account change on
/// the disk; what they say counts from the next connection and the next request on. Only the server
/// stays: to go to another one, the program is started again.
package final class FollowedAccess: Sendable {
  /// Finds the access, as it was found at the start; blocks.
  ///
  /// `context` names the context that is in use, so that a person who works with the same kubeconfig
  /// may turn to another one.
  package typealias Find =
    @Sendable (_ context: String?) throws(AccessError) -> ClusterAccess

  /// What a look came to.
  package enum Outcome: Sendable, Equatable {
    /// Nothing differs from the last look.
    case unchanged
    /// Something changed, and counts from now on.
    case changed
    /// What is found now cannot be used, and what there was stays.
    case failed(reason: String)
  }

  /// What connections go by.
  package let contexts: AccessContexts
  /// The token to send with each request.
  package let token: TokenProvider
  private let find: Find
  /// Why the last look failed, of which was told; held while looking.
  private let failure = Mutex<String?>(nil)

  /// Follows an access that was found.
  ///
  /// - Parameters:
  ///   - read: Reads a token file.
  ///   - run: Runs a credential plugin.
  ///   - find: Finds the access again.
  package init(
    _ access: ClusterAccess, read: @escaping TokenProvider.Read,
    run: @escaping PluginCredentials.Run, find: @escaping Find
  ) throws(AccessError) {
    let contexts = try AccessContexts(access)
    let plugins = PluginCredentials(run: run, clock: { SystemClock.unixSeconds }) {
      (certificate) throws(PluginFailure) in
      do throws(AccessError) { try contexts.show(certificate) } catch {
        throw PluginFailure("brought a certificate that cannot be used: \(error)")
      }
    }
    self.contexts = contexts
    self.find = find
    token = TokenProvider(source: access.credential.token, plugins: plugins, read: read)
  }

  /// An access that nothing changes, and that needs neither files nor plugins.
  package convenience init(fixed access: ClusterAccess) throws(AccessError) {
    try self.init(
      access, read: { (_) throws(FileFailure) in throw .missing },
      run: { (_) throws(PluginFailure) in throw PluginFailure("cannot be run here") },
      find: { (_) throws(AccessError) in access })
  }

  /// The access as it is now.
  package var access: ClusterAccess { contexts.access }

  /// Looks for the access once; blocks.
  ///
  /// What failed is tried again at each look, and told of once.
  package func look() -> Outcome {
    failure.withLock { failure in
      do throws(AccessError) {
        let access = access
        let found = try find(access.context)
        if found == access {
          defer { failure = nil }
          return failure == nil ? .unchanged : .changed
        }
        // In the middle of a change of several files: the next look sees its end.
        guard try find(access.context) == found else { return .unchanged }
        try checkThatSame(found, as: access)
        try contexts.take(found)
        token.follow(found.credential.token)
        failure = nil
        return .changed
      } catch {
        guard error.description != failure else { return .unchanged }
        failure = error.description
        return .failed(reason: error.description)
      }
    }
  }

  private func checkThatSame(
    _ found: ClusterAccess, as access: ClusterAccess
  ) throws(AccessError) {
    let isSame =
      found.origin == access.origin && found.server == access.server
      && found.serverName == access.serverName
    guard isSame else {
      throw AccessError(
        "What is found now is \(found), and not \(access) any more."
          + " Start the program again to follow it there.")
    }
    guard found.insecure == access.insecure else {
      throw AccessError(
        "insecure-skip-tls-verify of \(found) changed. Start the program again if it is meant.")
    }
  }
}

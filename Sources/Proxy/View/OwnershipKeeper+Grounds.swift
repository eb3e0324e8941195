package import KubernetesAPI
package import Ownership
internal import Synchronization

extension OwnershipKeeper {
  /// Why something is a user's by what the sources say now, for ``ProxyService`` to explain.
  package func grounds(
    of resource: FilteredResource, named name: String?, labels: [String: String]?,
    for user: UserInfo
  ) -> [Ground] {
    state.withLock { $0.index.grounds(of: resource, named: name, labels: labels, for: user) }
  }
}

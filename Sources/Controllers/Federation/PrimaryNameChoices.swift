internal import Kubernetes
private import Synchronization

/// The names of primary namespaces that were chosen a moment ago, so that two clusters that are looked
/// at together never choose the same.
///
/// A choice is also in the cluster's status, and known from there a moment later.
final class PrimaryNameChoices: Sendable {
  private let chosen = Mutex<[String: Claimant]>([:])

  /// Takes a name for a cluster, unless another one that still exists has it.
  func take(
    _ name: String, for cluster: Claimant, exists: (Claimant) -> Bool
  ) -> Bool {
    chosen.withLock { chosen in
      if let other = chosen[name], other != cluster, exists(other) { return false }
      chosen[name] = cluster
      return true
    }
  }
}

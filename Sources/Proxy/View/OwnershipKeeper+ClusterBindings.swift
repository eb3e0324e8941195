internal import Kubernetes
internal import KubernetesAPI
internal import Logging
internal import Synchronization

/// Cluster role bindings: nobody owns anything by them, but streams stand on them.
///
/// They are followed for the moment of a change alone. Where the program may not follow them, their
/// changes are noticed with the next review of each stream, within a minute; it is said once and holds
/// nothing up.
extension OwnershipKeeper {
  /// Tells the streams of each change until the task is cancelled.
  func followClusterBindings(_ client: APIClient<some APITransport & Sendable>) async {
    guard let streams else { return }
    let hasSaid = Mutex(false)
    let reflector = Reflector(
      client: client,
      collection: APICollection(
        group: Self.rbac, version: "v1", resource: "clusterrolebindings", isMetadataOnly: true),
      absentIsEmpty: true, pace: pace, decode: { try FollowedObject(json: $0) },
      report: { (report: Reflector<FollowedObject, _>.Report) in
        guard case .failed(let error) = report,
          hasSaid.withLock({ said in
            defer { said = true }
            return !said
          })
        else { return }
        self.logger.notice(
          "cluster role bindings are not followed: open streams are reviewed every minute only",
          metadata: ["reason": "\(error)"])
      })
    await reflector.run(into: Store<FollowedObject>().writer()) { _ in streams.touchEverything() }
  }
}

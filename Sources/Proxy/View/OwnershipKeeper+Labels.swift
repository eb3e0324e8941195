internal import Kubernetes
internal import KubernetesAPI
internal import Logging
internal import Ownership
internal import Synchronization

/// What tenants select by labels: followed to notice that an object begins or ceases to be selected.
///
/// A cluster may lack some of these resources or keep them from the program. Then nothing is known
/// of them, which is said once and holds nothing up: what is shown goes by the labels in the answers
/// themselves, and only the metrics of nodes need to know the nodes.
extension OwnershipKeeper {
  /// The resources whose objects' labels are followed.
  static let followed = FilteredResource.allCases.filter(\.hasLabelRules)

  /// Follows the labels of a resource's objects until the task is cancelled.
  func followLabels(
    of resource: FilteredResource, _ client: APIClient<some APITransport & Sendable>
  ) async {
    guard let version = resource.versions.first else { return }
    let name = resource.groupResource.description
    let store = Store<FollowedObject>()
    let passed = PassedObjects()
    let reflector = Reflector(
      client: client,
      collection: APICollection(
        group: resource.groupResource.group, version: version,
        resource: resource.groupResource.resource, isMetadataOnly: true),
      absentIsEmpty: true, pace: pace,
      decode: { json in
        let object = try FollowedObject(json: json)
        passed.add(object.labelled)
        return object
      },
      report: { (report: Reflector<FollowedObject, _>.Report) in
        // Those of a list are told together, or not at all.
        if case .unreadable = report {} else { _ = passed.take() }
        switch report {
        case .listed(_, let version) where !version.isEmpty: self.tellAll(of: resource, store)
        case .absent: self.lose(resource, "it is not served")
        case .failed(.refused(let refusal)) where refusal.code == 403:
          self.lose(resource, "the program may not list and watch it")
          self.synced(name)
          return
        default: break
        }
        self.report(report, of: name)
      })
    await reflector.run(into: store.writer()) { keys in
      let passed = passed.take()
      guard !self.isLost(resource) else { return self.tellAll(of: resource, store) }
      self.change { index, _ in
        for object in passed { index.set(object: object, of: resource) }
        for key in keys where store[key] == nil { index.remove(object: key.name, of: resource) }
      }
    }
  }

  /// Tells the index of all objects: what happened since the last event it heard of is not known.
  private func tellAll(of resource: FilteredResource, _ store: Store<FollowedObject>) {
    state.withLock { _ = $0.lost.remove(resource) }
    change { index, _ in
      index.set(objects: store.snapshot.values.map(\.labelled), of: resource)
    }
  }

  private func isLost(_ resource: FilteredResource) -> Bool {
    state.withLock { $0.lost.contains(resource) }
  }

  /// Forgets the objects of a resource that cannot be followed, and says why, once.
  private func lose(_ resource: FilteredResource, _ reason: String) {
    guard state.withLock({ $0.lost.insert(resource).inserted }) else { return }
    change { index, _ in index.set(objects: [], of: resource) }
    logger.notice(
      "the labels of a resource are not followed",
      metadata: ["resource": "\(resource.groupResource)", "reason": "\(reason)"])
  }
}

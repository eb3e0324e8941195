package import Kubernetes
package import Logging
internal import Metrics
package import Ownership

/// What every controller is given.
package struct ControllerContext: Sendable {
  /// What the program was told.
  package let settings: ControllerSettings
  /// Speaks to the API server as the program.
  package let client: APIClient<AnyTransport>
  /// All namespaces of the cluster.
  package let namespaces = Informer(APIResource.namespaces.collection())
  /// Time and chance.
  package let pace: Pace
  /// The time as the cluster writes it: RFC 3339 in seconds.
  package let now: @Sendable () -> String
  /// Whether this replica leads at the moment.
  package let mayWrite: @Sendable () -> Bool
  /// Takes what a resource claims now, for the proxy to decide by; nil for nothing any more.
  package let claimed: @Sendable ([NamespaceClaim.Source: NamespaceClaim?]) -> Void
  /// What is counted of the controllers.
  let metrics = ControllerMetrics()
  /// The log.
  package let logger: Logger

  /// A context of its parts.
  package init(
    settings: ControllerSettings, client: APIClient<AnyTransport>, pace: Pace,
    now: @escaping @Sendable () -> String, mayWrite: @escaping @Sendable () -> Bool,
    claimed: @escaping @Sendable ([NamespaceClaim.Source: NamespaceClaim?]) -> Void, logger: Logger
  ) {
    self.settings = settings
    self.client = client
    self.pace = pace
    self.now = now
    self.mayWrite = mayWrite
    self.claimed = claimed
    self.logger = logger
  }

  /// The writer of one controller, whose fields carry its name.
  package func writer(_ name: ControllerName) -> ObjectWriter {
    ObjectWriter(
      client: client, manager: name.fieldManager, mayWrite: mayWrite, now: now,
      wrote: { [metrics] in metrics.writes.add(name) })
  }

  /// An informer of what one controller made of a resource, by the label it gave.
  package func informer(
    of resource: APIResource, madeBy name: ControllerName, in namespace: String? = nil,
    isMetadataOnly: Bool = false
  ) -> Informer {
    Informer(resource.made(by: name, in: namespace, isMetadataOnly: isMetadataOnly))
  }
}

extension APIResource {
  /// What one controller made of a resource, by the label it gave.
  func made(
    by name: ControllerName, in namespace: String?, isMetadataOnly: Bool = false,
    labelled labels: [String: String] = [:]
  ) -> APICollection {
    let labels = labels.merging([ControllerName.label: name.rawValue]) { $1 }
    return APICollection(
      group: group, version: version, resource: plural, namespace: namespace,
      isMetadataOnly: isMetadataOnly,
      labelSelector: labels.map { "\($0)=\($1)" }.sorted().joined(separator: ","))
  }
}

extension ObjectWriter {
  /// Reads what one controller made of a resource as it is now.
  func fresh(
    _ resource: APIResource, madeBy name: ControllerName, in namespace: String,
    labelled labels: [String: String] = [:]
  ) async throws(APIError) -> [APIObject] {
    try await fresh(resource.made(by: name, in: namespace, labelled: labels))
  }
}

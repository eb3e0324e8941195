import KubernetesAPI
import Synchronization

/// The resources that are served at the moment.
final class Catalog: Sendable {
  private let state: Mutex<[GroupResource: Resource]>

  init(_ resources: [Resource]) {
    state = Mutex(
      Dictionary(resources.map { ($0.groupResource, $0) }, uniquingKeysWith: { one, _ in one }))
  }

  /// Every resource, by group and plural.
  var all: [Resource] {
    state.withLock { Array($0.values) }.sorted {
      ($0.group, $0.names.plural) < ($1.group, $1.names.plural)
    }
  }

  subscript(resource: GroupResource) -> Resource? { state.withLock { $0[resource] } }

  /// The resource of a kind in a served version.
  func resource(group: String, version: String, kind: String) -> Resource? {
    state.withLock { resources in
      resources.values.first {
        $0.group == group && $0.names.kind == kind && $0.version(version) != nil
      }
    }
  }

  /// Serves a resource from now on, or in a new shape.
  func serve(_ resource: Resource) { state.withLock { $0[resource.groupResource] = resource } }

  /// Serves a resource no longer.
  func withdraw(_ resource: GroupResource) {
    state.withLock { _ = $0.removeValue(forKey: resource) }
  }
}

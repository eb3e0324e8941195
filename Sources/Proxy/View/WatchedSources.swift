internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// A namespace, of which identity, tenant label and owners matter.
struct WatchedNamespace: WatchedSource {
  let metadata: ObjectMeta

  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> WatchedNamespace? {
    var kept = metadata
    kept.annotations = [:]
    kept.labels = metadata.labels.filter { $0.key == OwnershipIndex.tenantLabel }
    return WatchedNamespace(metadata: kept)
  }

  func set(in index: inout OwnershipIndex, now: UInt64) { index.set(namespace: metadata, at: now) }

  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64) {
    index.remove(namespace: key.name, at: now)
  }

  static func touch(_ key: ObjectKey, _ owned: [String], _ streams: OpenStreams) {
    streams.touch(namespace: key.name)
  }
}

extension Tenant: WatchedSource {
  var owned: [String] { namespaces }

  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> Tenant? {
    Tenant(metadata: metadata, object: object)
  }

  func set(in index: inout OwnershipIndex, now: UInt64) { index.set(tenant: self) }

  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64) {
    index.remove(tenant: key.name)
  }

  /// What tenants own is allowed by role bindings, which are followed themselves; an authoriser of
  /// another kind may go by the tenant.
  static func touch(_ key: ObjectKey, _ owned: [String], _ streams: OpenStreams) {
    for namespace in owned { streams.touch(namespace: namespace) }
  }
}

extension RoleBinding: WatchedSource {
  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> RoleBinding? {
    RoleBinding(metadata: metadata, object: object)
  }

  func set(in index: inout OwnershipIndex, now: UInt64) { index.set(roleBinding: self) }

  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64) {
    index.remove(roleBinding: key.name, in: key.namespace)
  }

  static func touch(_ key: ObjectKey, _ owned: [String], _ streams: OpenStreams) {
    streams.touch(namespace: key.namespace)
  }
}

extension Role: WatchedSource {
  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> Role? {
    Role(metadata: metadata, object: object)
  }

  func set(in index: inout OwnershipIndex, now: UInt64) { index.set(role: self) }

  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64) {
    index.remove(
      role: key.namespace.isEmpty
        ? .clusterRole(key.name) : .role(namespace: key.namespace, name: key.name))
  }

  /// A cluster role may be bound anywhere.
  static func touch(_ key: ObjectKey, _ owned: [String], _ streams: OpenStreams) {
    key.namespace.isEmpty ? streams.touchEverything() : streams.touch(namespace: key.namespace)
  }
}

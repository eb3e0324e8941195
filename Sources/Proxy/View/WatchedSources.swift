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
}

extension Tenant: WatchedSource {
  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> Tenant? {
    Tenant(metadata: metadata, object: object)
  }

  func set(in index: inout OwnershipIndex, now: UInt64) { index.set(tenant: self) }

  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64) {
    index.remove(tenant: key.name)
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
}

import JSON
import KubernetesAPI
import Wire

/// What the API server's admission plugins do to a request, with what the store holds.
///
/// Those that are on by default and make sense without a cluster behind: NamespaceLifecycle,
/// ServiceAccount, Priority, DefaultTolerationSeconds, TaintNodesByCondition, LimitRanger,
/// StorageObjectInUseProtection, DefaultStorageClass, DefaultIngressClass and ResourceQuota.
struct Admission: Sendable {
  private let catalog: Catalog

  var now: @Sendable () -> Timestamp = { SystemClock.now }

  /// The ending of the name of a volume for a token.
  var suffix: @Sendable () -> String = { ObjectNames.suffix() }

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// Every resource there is at the moment.
  var resources: [Resource] { catalog.all }

  /// Completes or refuses a new object before it is validated.
  ///
  /// - Parameter namespace: that of the request; empty for a cluster-scoped resource.
  /// - Throws: 404 when the namespace is missing, 403 when a plugin forbids the object.
  func complete(
    _ object: inout JSONValue, of resource: Resource, in namespace: String,
    _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    try checkNamespace(namespace, for: object, of: resource, transaction)
    switch (resource.group, resource.names.plural) {
    case ("", "pods"):
      setLimits(of: &object, in: namespace, transaction)
      try addAccount(to: &object, of: resource, in: namespace, transaction)
      try setPriority(of: &object, of: resource, transaction)
      addTolerations(to: &object)
    case ("", "nodes"): addTaint(to: &object)
    case ("", "persistentvolumes"): protect(&object, "kubernetes.io/pv-protection")
    case ("", "persistentvolumeclaims"):
      setStorageClass(of: &object, transaction)
      protect(&object, "kubernetes.io/pvc-protection")
    case ("networking.k8s.io", "ingresses"): setIngressClass(of: &object, transaction)
    default: return
    }
    // What was added is brought to its place.
    if let conformed = try? resource.storageVersion.schema.conform(object) {
      object = conformed.value
    }
  }

  /// Refuses a new object that is valid, or counts it; last of all before it is stored.
  ///
  /// - Throws: 403 when a quota would be exceeded or there is a second default class.
  func check(
    creating object: JSONValue, of resource: Resource, in namespace: String,
    _ transaction: inout StoreTransaction
  ) throws(Status) {
    try checkLimits(object, of: resource, in: namespace, transaction)
    try checkDefaultPriority(object, of: resource, transaction)
    try charge(object, of: resource, in: namespace, &transaction)
  }

  /// Refuses the new state of an object that is valid.
  ///
  /// - Throws: 404 when the namespace is missing, 403 for a second default class.
  func check(
    updating object: JSONValue, of resource: Resource, in namespace: String,
    _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    if resource.isNamespaced, transaction.object(.namespaces, "", namespace) == nil {
      throw .notFound(.namespaces, name: namespace)
    }
    try checkDefaultPriority(object, of: resource, transaction)
  }

  /// Refuses the deletion of what a cluster cannot be without.
  ///
  /// - Throws: 403 for the namespaces that are always there.
  func check(deleting name: String, of resource: Resource) throws(Status) {
    guard resource.groupResource == .namespaces,
      ["default", "kube-system", "kube-public"].contains(name)
    else { return }
    throw .forbidden(.namespaces, name: name, because: "this namespace may not be deleted")
  }
}

extension Status {
  /// 403 for an object that may not have its final name yet (`apiserver/pkg/admission/errors.go`).
  static func forbidden(
    _ object: JSONValue, of resource: Resource, because reason: String
  ) -> Status {
    var name = object.name
    if name.isEmpty { name = object["metadata", "generateName"]?.string ?? "" }
    if name.isEmpty { name = "Unknown" }
    return .forbidden(resource.groupResource, name: name, because: reason)
  }
}

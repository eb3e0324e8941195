import JSON
import KubernetesAPI
import Wire

/// One ResourceQuota: what it allows and what is used of it (`pkg/quota/v1`).
struct Quota: Sendable {
  let name: String
  /// What is allowed, by the names of the specification.
  let hard: [String: QuotaAmount]
  private let namespace: String
  private let scopes: [QuotaScope]

  init(_ quota: JSONValue) {
    name = quota.name
    namespace = quota.namespace
    var hard: [String: QuotaAmount] = [:]
    for (name, value) in quota["spec", "hard"]?.object ?? [:] { hard[name] = value.amount }
    self.hard = hard
    scopes = QuotaScope.all(of: quota)
  }

  /// Whether a pod is in the quota's scopes.
  func isAbout(_ pod: JSONValue) -> Bool { scopes.allSatisfy { $0.matches(pod) } }

  /// What an object takes of this quota.
  func share(of object: JSONValue, _ resource: Resource, now: Timestamp) -> [String: QuotaAmount] {
    if !scopes.isEmpty {
      guard resource.groupResource == .pods, isAbout(object) else {
        return [:]
      }
    }
    return QuotaUsage(of: object, resource, now: now).amounts.filter { hard[$0.key] != nil }
  }

  /// What everything in the namespace takes together.
  func used(
    _ resources: [Resource], _ transaction: borrowing StoreTransaction, now: Timestamp
  ) -> [String: QuotaAmount] {
    var used: [String: QuotaAmount] = [:]
    for name in hard.keys where Self.isMeasured(name, resources) { used[name] = .zero }
    for resource in resources where resource.isNamespaced && isAbout(resource) {
      for object in transaction.objects(resource.groupResource, in: namespace) {
        used.merge(share(of: object.value, resource, now: now)) { $0 + $1 }
      }
    }
    return used
  }

  /// Whether anything is counted under a name; nothing is said of what is not.
  private static func isMeasured(_ name: String, _ resources: [Resource]) -> Bool {
    if let counted = name.split(separator: "/", maxSplits: 1).last, name.hasPrefix("count/") {
      return resources.contains { "\($0.groupResource)" == counted }
    }
    return names.contains(name) || name.hasPrefix("requests.") || name.hasPrefix("hugepages-")
      || name.contains(".storageclass.storage.k8s.io/")
  }

  /// The names with a meaning of their own.
  private static let names: Set<String> = [
    "configmaps", "cpu", "ephemeral-storage", "limits.cpu", "limits.ephemeral-storage",
    "limits.memory", "memory", "persistentvolumeclaims", "pods", "replicationcontrollers",
    "resourcequotas", "secrets", "services", "services.loadbalancers", "services.nodeports",
  ]

  /// Whether objects of a resource can count at all.
  private func isAbout(_ resource: Resource) -> Bool {
    let isCounted = hard["count/\(resource.groupResource)"] != nil
    let counted = [
      "configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "resourcequotas",
      "secrets", "services",
    ]
    return isCounted || (resource.group.isEmpty && counted.contains(resource.names.plural))
  }

  /// The status of the quota.
  func status(used: [String: QuotaAmount]) -> JSONValue {
    ["hard": Self.json(hard), "used": Self.json(used)]
  }

  private static func json(_ amounts: [String: QuotaAmount]) -> JSONValue {
    var json: JSONValue = [:]
    for (name, amount) in amounts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    {
      json[name] = .string(amount.description)
    }
    return json
  }
}

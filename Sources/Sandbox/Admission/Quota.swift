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
    var used = hard.mapValues { _ in QuotaAmount.zero }
    for resource in resources where resource.isNamespaced && isAbout(resource) {
      for object in transaction.objects(resource.groupResource, in: namespace) {
        used.merge(share(of: object.value, resource, now: now)) { $0 + $1 }
      }
    }
    return used
  }

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

import JSON
import KubernetesAPI
import Wire

/// What one object takes of a quota, by the quota's names (`pkg/quota/v1/evaluator/core`).
struct QuotaUsage: Sendable {
  private(set) var amounts: [String: QuotaAmount] = [:]

  init(of object: JSONValue, _ resource: Resource, now: Timestamp) {
    amounts["count/\(resource.groupResource)"] = .one
    guard resource.group.isEmpty else { return }
    switch resource.names.plural {
    case "configmaps", "resourcequotas", "replicationcontrollers", "secrets":
      amounts[resource.names.plural] = .one
    case "services": addService(object)
    case "persistentvolumeclaims": addClaim(object)
    case "pods": addPod(object, now)
    default: break
    }
  }

  private mutating func addService(_ service: JSONValue) {
    let ports = service["spec", "ports"]?.array ?? []
    amounts["services"] = .one
    amounts["services.loadbalancers"] = .zero
    amounts["services.nodeports"] = .zero
    switch service["spec", "type"]?.string {
    case "NodePort": amounts["services.nodeports"] = QuotaAmount(ports.count)
    case "LoadBalancer":
      amounts["services.loadbalancers"] = .one
      let isAllocated = service["spec", "allocateLoadBalancerNodePorts"]?.bool ?? true
      let counted = isAllocated ? ports : ports.filter { ($0["nodePort"]?.int ?? 0) != 0 }
      amounts["services.nodeports"] = QuotaAmount(counted.count)
    default: break
    }
  }

  private mutating func addClaim(_ claim: JSONValue) {
    amounts["persistentvolumeclaims"] = .one
    let storage = claim["spec", "resources", "requests", "storage"]?.amount
    if let storage { amounts["requests.storage"] = storage }
    guard let name = claim["spec", "storageClassName"]?.string, !name.isEmpty else { return }
    amounts["\(name).storageclass.storage.k8s.io/persistentvolumeclaims"] = .one
    if let storage { amounts["\(name).storageclass.storage.k8s.io/requests.storage"] = storage }
  }

  private mutating func addPod(_ pod: JSONValue, _ now: Timestamp) {
    guard Self.isCharged(pod, now) else { return }
    amounts["pods"] = .one
    for (name, amount) in PodResources("requests", of: pod).amounts {
      if ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-") {
        amounts[name] = amount
        amounts["requests.\(name)"] = amount
      } else if name.contains("/") {
        amounts["requests.\(name)"] = amount
      }
    }
    for (name, amount) in PodResources("limits", of: pod).amounts
    where ["cpu", "memory", "ephemeral-storage"].contains(name) {
      amounts["limits.\(name)"] = amount
    }
  }

  /// What has ended, or should have, takes nothing any more.
  private static func isCharged(_ pod: JSONValue, _ now: Timestamp) -> Bool {
    if ["Failed", "Succeeded"].contains(pod["status", "phase"]?.string) { return false }
    guard
      let deletion = pod["metadata", "deletionTimestamp"]?.string
        .flatMap({ Timestamp(rfc3339: $0) }),
      let grace = pod["metadata", "deletionGracePeriodSeconds"]?.int
    else { return true }
    return now <= deletion.adding(seconds: grace)
  }
}

extension JSONValue {
  /// The quantity a string or number spells.
  var amount: QuotaAmount? {
    switch self {
    case .string(let text), .number(let text): QuotaAmount(text)
    default: nil
    }
  }
}

import JSON
import KubernetesAPI

extension Admission {
  private static let quotas = GroupResource(group: "", resource: "resourcequotas")

  /// Counts a new object into the quotas of its namespace, if there is room
  /// (`apiserver/pkg/admission/plugin/resourcequota/controller.go`, CheckRequest).
  func charge(
    _ object: JSONValue, of resource: Resource, in namespace: String,
    _ transaction: inout StoreTransaction
  ) throws(Status) {
    guard !namespace.isEmpty else { return }
    let now = now()
    var charged: [JSONValue] = []
    for stored in transaction.objects(Self.quotas, in: namespace) {
      let quota = Quota(stored.value)
      try checkSpecified(object, of: resource, for: quota)
      let share = quota.share(of: object, resource, now: now).filter { $0.value > .zero }
      guard !share.isEmpty else { continue }
      // The sum of what is there, and not what the status said last: nothing is late here.
      let used = quota.used(resources, transaction, now: now)
      let sum = used.merging(share) { $0 + $1 }
      let exceeded = share.keys.filter { name in
        quota.hard[name].map { (sum[name] ?? .zero) > $0 } ?? false
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      guard exceeded.isEmpty else {
        throw .forbidden(
          object, of: resource,
          because: "exceeded quota: \(quota.name), requested: \(Self.list(exceeded, share)), "
            + "used: \(Self.list(exceeded, used)), limited: \(Self.list(exceeded, quota.hard))")
      }
      var value = stored.value
      value["status"] = quota.status(used: sum)
      if value != stored.value { charged.append(value) }
    }
    for quota in charged { _ = transaction.put(Self.quotas, quota) }
  }

  /// Every container must say what a quota of processors or memory counts.
  private func checkSpecified(
    _ pod: JSONValue, of resource: Resource, for quota: Quota
  ) throws(Status) {
    guard resource.groupResource == .pods else { return }
    let names = [
      "cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory",
    ].filter { quota.hard[$0] != nil }
    guard !names.isEmpty, pod["spec", "resources"] == nil, quota.isAbout(pod) else { return }
    let containers =
      (pod["spec", "containers"]?.array ?? []) + (pod["spec", "initContainers"]?.array ?? [])
    var missing: [String] = []
    for name in names {
      let kind = name.hasPrefix("limits.") ? "limits" : "requests"
      let what = name.hasSuffix("cpu") ? "cpu" : "memory"
      let silent = containers.filter { $0["resources", kind, what] == nil }
        .compactMap { $0["name"]?.string }
      guard !silent.isEmpty else { continue }
      missing.append("\(name) for: \(Set(silent).sorted().joined(separator: ","))")
    }
    guard missing.isEmpty else {
      throw .forbidden(
        pod, of: resource,
        because: "failed quota: \(quota.name): must specify \(missing.joined(separator: "; "))")
    }
  }

  private static func list(_ names: [String], _ amounts: [String: QuotaAmount]) -> String {
    names.map { "\($0)=\(amounts[$0] ?? .zero)" }.joined(separator: ",")
  }
}

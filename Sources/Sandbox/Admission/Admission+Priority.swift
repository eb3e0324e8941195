import JSON
import KubernetesAPI

extension Admission {
  private static let classes = GroupResource(
    group: "scheduling.k8s.io", resource: "priorityclasses")

  /// Resolves a pod's priority class (`plugin/pkg/admission/priority`).
  func setPriority(
    of pod: inout JSONValue, of resource: Resource, _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    let name = pod["spec", "priorityClassName"]?.string ?? ""
    let found: JSONValue?
    if name.isEmpty {
      found = defaultPriority(transaction)
    } else {
      found = transaction.object(Self.classes, "", name)?.value
      if found == nil {
        throw .forbidden(
          pod, of: resource, because: "no PriorityClass with name \(name) was found")
      }
    }
    let priority = found?["value"]?.int ?? 0
    if let given = pod["spec", "priority"]?.int, given != priority {
      throw .forbidden(
        pod, of: resource,
        because: "the integer value of priority (\(given)) must not be provided in pod spec; "
          + "priority admission controller computed \(priority) from the given PriorityClass name")
    }
    let policy =
      found.map { $0["preemptionPolicy"]?.string } ?? "PreemptLowerPriority"
    if let policy {
      if let given = pod["spec", "preemptionPolicy"]?.string, given != policy {
        throw .forbidden(
          pod, of: resource,
          because: "the string value of PreemptionPolicy (\(given)) must not be provided in pod "
            + "spec; priority admission controller computed \(policy) from the given "
            + "PriorityClass name")
      }
      pod[at: ["spec", "preemptionPolicy"]] = .string(policy)
    }
    pod[at: ["spec", "priority"]] = .int(priority)
    if let found, name.isEmpty {
      pod[at: ["spec", "priorityClassName"]] = .string(found.name)
    }
  }

  /// There is one default at most.
  func checkDefaultPriority(
    _ object: JSONValue, of resource: Resource, _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    guard resource.groupResource == Self.classes, object["globalDefault"]?.bool == true,
      let other = defaultPriority(transaction), other.name != object.name
    else { return }
    throw .forbidden(
      object, of: resource,
      because: "PriorityClass \(other.name) is already marked as default. Only one default can "
        + "exist")
  }

  private func defaultPriority(_ transaction: borrowing StoreTransaction) -> JSONValue? {
    transaction.objects(Self.classes).map(\.value)
      .filter { $0["globalDefault"]?.bool == true }
      .min { ($0["value"]?.int ?? 0) < ($1["value"]?.int ?? 0) }
  }
}

import JSON
import KubernetesAPI

// LimitRanges (`plugin/pkg/admission/limitranger/admission.go`).

extension Admission {
  private static let ranges = GroupResource(group: "", resource: "limitranges")

  /// Gives the containers of a pod what they did not ask for.
  func setLimits(
    of pod: inout JSONValue, in namespace: String, _ transaction: borrowing StoreTransaction
  ) {
    for range in transaction.objects(Self.ranges, in: namespace) {
      let limits = (range.value["spec", "limits"]?.array ?? []).filter {
        $0["type"]?.string == "Container"
      }
      var notes: [String] = []
      for (list, words) in [("containers", "container"), ("initContainers", "init container")] {
        guard let containers = pod["spec", list]?.array else { continue }
        pod[at: ["spec", list]] = .array(
          containers.map { container in
            var container = container
            for (kind, source, word) in [
              ("requests", "defaultRequest", "request"), ("limits", "default", "limit"),
            ] {
              let names = Self.fill(&container, kind, limits.compactMap { $0[source] })
              guard !names.isEmpty else { continue }
              notes.append(
                "\(names.joined(separator: ", ")) \(word) for \(words) "
                  + (container["name"]?.string ?? ""))
            }
            return container
          })
      }
      guard !notes.isEmpty else { continue }
      let annotations = (pod["metadata", "annotations"] ?? [:]).with(
        "kubernetes.io/limit-ranger",
        .string("LimitRanger plugin set: " + notes.joined(separator: "; ")))
      pod.setMetadata("annotations", annotations, isSorted: false)
    }
  }

  /// - Returns: the names that were missing, in order.
  private static func fill(
    _ container: inout JSONValue, _ kind: String, _ defaults: [JSONValue]
  ) -> [String] {
    var wanted = container["resources", kind] ?? [:]
    var names: Set<String> = []
    // Of two limits with one name the later counts.
    for (name, value) in defaults.flatMap({ Array($0.object ?? [:]) })
    where wanted[name] == nil || names.contains(name) {
      wanted = wanted.with(name, value)
      names.insert(name)
    }
    if !names.isEmpty { container[at: ["resources", kind]] = wanted }
    return names.sorted()
  }

  /// Refuses a pod or a claim beyond the limits of its namespace.
  func checkLimits(
    _ object: JSONValue, of resource: Resource, in namespace: String,
    _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    let isPod = resource.groupResource == .pods
    guard isPod || resource.groupResource == Self.claims else { return }
    for range in transaction.objects(Self.ranges, in: namespace) {
      var problems: [String] = []
      for limit in range.value["spec", "limits"]?.array ?? [] {
        let bound = LimitBound(limit)
        switch limit["type"]?.string {
        case "Container" where isPod:
          let containers =
            (object["spec", "containers"]?.array ?? [])
            + (object["spec", "initContainers"]?.array ?? [])
          for container in containers {
            problems += bound.problems(
              requests: container["resources", "requests"]?.amounts ?? [:],
              limits: container["resources", "limits"]?.amounts ?? [:])
          }
        case "Pod" where isPod:
          problems += bound.problems(
            requests: PodResources("requests", of: object).amounts,
            limits: PodResources("limits", of: object).amounts)
        case "PersistentVolumeClaim" where !isPod:
          problems += bound.problems(
            requests: object["spec", "resources", "requests"]?.amounts ?? [:], limits: nil)
        default: break
        }
      }
      guard !problems.isEmpty else { continue }
      let text = problems.count == 1 ? problems[0] : "[\(problems.joined(separator: ", "))]"
      throw .forbidden(object, of: resource, because: text)
    }
  }

  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
}

extension JSONValue {
  /// The quantities of a resource list.
  fileprivate var amounts: [String: QuotaAmount] {
    var amounts: [String: QuotaAmount] = [:]
    for (name, value) in object ?? [:] { amounts[name] = value.amount }
    return amounts
  }
}

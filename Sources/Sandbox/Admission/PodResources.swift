import JSON

/// What all containers of a pod want together (`component-helpers/resource/helpers.go`).
struct PodResources: Sendable {
  private(set) var amounts: [String: QuotaAmount] = [:]

  /// - Parameter kind: `requests` or `limits`.
  init(_ kind: String, of pod: JSONValue) {
    for container in pod["spec", "containers"]?.array ?? [] {
      add(Self.wanted(kind, container))
    }
    // Those that start before run one after the other, beside those of them that stay.
    var staying = PodResources()
    var most = PodResources()
    for container in pod["spec", "initContainers"]?.array ?? [] {
      let wanted = Self.wanted(kind, container)
      if container["restartPolicy"]?.string == "Always" {
        add(wanted)
        staying.add(wanted)
        most.raise(to: staying.amounts)
      } else {
        var together = staying
        together.add(wanted)
        most.raise(to: together.amounts)
      }
    }
    raise(to: most.amounts)
    // What the pod says of itself counts more than its containers.
    for (name, amount) in Self.wanted(kind, pod["spec"] ?? .null) { amounts[name] = amount }
    for (name, value) in pod["spec", "overhead"]?.object ?? [:] {
      guard let amount = value.amount else { continue }
      if kind == "requests" || amounts[name] != nil {
        amounts[name] = (amounts[name] ?? .zero) + amount
      }
    }
  }

  private init() {}

  private static func wanted(_ kind: String, _ container: JSONValue) -> [String: QuotaAmount] {
    var wanted: [String: QuotaAmount] = [:]
    for (name, value) in container["resources", kind]?.object ?? [:] {
      wanted[name] = value.amount
    }
    return wanted
  }

  private mutating func add(_ wanted: [String: QuotaAmount]) {
    amounts.merge(wanted) { $0 + $1 }
  }

  private mutating func raise(to wanted: [String: QuotaAmount]) {
    amounts.merge(wanted) { max($0, $1) }
  }
}

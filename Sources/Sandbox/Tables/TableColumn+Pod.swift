import JSON

extension TableColumn {
  /// Pods.
  static let pod: [TableColumn] = [
    name,
    text("Ready") { pod in
      let summary = PodSummary(pod)
      return "\(summary.ready)/\(summary.total)"
    },
    text("Status") { PodSummary($0).reason },
    TableColumn(name: "Restarts") { .string(PodSummary($0).restarts($1)) }, age,
    text("IP", priority: 1) { orNone($0.items("status", "podIPs").first?.text("ip") ?? "") },
    text("Node", priority: 1) { orNone($0.text("spec", "nodeName")) },
    text("Nominated Node", priority: 1) { orNone($0.text("status", "nominatedNodeName")) },
    text("Readiness Gates", priority: 1) { readinessGates(of: $0) },
  ]

  private static func orNone(_ text: String) -> String { text.isEmpty ? "<none>" : text }

  private static func readinessGates(of pod: JSONValue) -> String {
    let gates = pod.items("spec", "readinessGates").map { $0.text("conditionType") }
    guard !gates.isEmpty else { return "<none>" }
    let conditions = pod.items("status", "conditions")
    let open = gates.filter { gate in
      conditions.first { $0.text("type") == gate }?.text("status") == "True"
    }
    return "\(open.count)/\(gates.count)"
  }
}

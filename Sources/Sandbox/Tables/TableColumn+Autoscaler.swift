import JSON

extension TableColumn {
  /// HorizontalPodAutoscalers.
  static let horizontalPodAutoscaler: [TableColumn] = [
    name,
    text("Reference") {
      "\($0.text("spec", "scaleTargetRef", "kind"))/\($0.text("spec", "scaleTargetRef", "name"))"
    },
    text("Targets") { targets(of: $0) },
    text("MinPods") { $0["spec", "minReplicas"]?.int.map(String.init) ?? "<unset>" },
    integer("MaxPods", type: "string") { $0.integer("spec", "maxReplicas") },
    integer("Replicas", type: "string") { $0.integer("status", "currentReplicas") }, age,
  ]

  private static func targets(of autoscaler: JSONValue) -> String {
    let metrics = autoscaler.items("spec", "metrics")
    guard !metrics.isEmpty else { return "<none>" }
    let current = autoscaler.items("status", "currentMetrics")
    let list = metrics.enumerated().map { place, metric in
      target(metric, current.indices.contains(place) ? current[place] : .null)
    }
    let shown = list.prefix(2).joined(separator: ", ")
    return list.count > 2 ? "\(shown) + \(list.count - 2) more..." : shown
  }

  /// One metric, such as `cpu: 12%/80%` or `<unknown>/10 (avg)`.
  private static func target(_ metric: JSONValue, _ status: JSONValue) -> String {
    let member: String
    switch metric.text("type") {
    case "Resource": member = "resource"
    case "ContainerResource": member = "containerResource"
    case "Pods": member = "pods"
    case "Object": member = "object"
    case "External": member = "external"
    default: return "<unknown type>"
    }
    let (goal, now) = (metric[member, "target"] ?? .null, status[member, "current"] ?? .null)
    let isOfResource = member == "resource" || member == "containerResource"
    let title = isOfResource ? metric.text(member, "name") + ": " : ""
    if let average = goal["averageValue"]?.string {
      let mark = member == "external" || member == "object" ? " (avg)" : ""
      return "\(title)\(now["averageValue"]?.string ?? "<unknown>")/\(average)\(mark)"
    }
    guard isOfResource else {
      return "\(now["value"]?.string ?? "<unknown>")/\(goal["value"]?.string ?? "<nil>")"
    }
    func percent(_ value: JSONValue) -> String? {
      value["averageUtilization"]?.int.map { "\($0)%" }
    }
    return "\(title)\(percent(now) ?? "<unknown>")/\(percent(goal) ?? "<auto>")"
  }
}

import JSON
import KubernetesAPI

extension TableColumn {
  /// Deployments.
  static let deployment: [TableColumn] =
    [
      name,
      text("Ready") {
        "\($0.integer("status", "readyReplicas"))/\($0.integer("spec", "replicas"))"
      },
      integer("Up-to-date", type: "string") { $0.integer("status", "updatedReplicas") },
      integer("Available", type: "string") { $0.integer("status", "availableReplicas") }, age,
    ] + containers + [selector(empty: "")]

  /// ReplicaSets.
  static let replicaSet: [TableColumn] =
    [
      name, integer("Desired") { $0.integer("spec", "replicas") },
      integer("Current") { $0.integer("status", "replicas") },
      integer("Ready") { $0.integer("status", "readyReplicas") }, age,
    ] + containers + [selector()]

  /// StatefulSets.
  static let statefulSet: [TableColumn] =
    [
      name,
      text("Ready") {
        "\($0.integer("status", "readyReplicas"))/\($0.integer("spec", "replicas"))"
      }, age,
    ] + containers

  /// DaemonSets.
  static let daemonSet: [TableColumn] =
    [
      name, integer("Desired") { $0.integer("status", "desiredNumberScheduled") },
      integer("Current") { $0.integer("status", "currentNumberScheduled") },
      integer("Ready") { $0.integer("status", "numberReady") },
      integer("Up-to-date") { $0.integer("status", "updatedNumberScheduled") },
      integer("Available") { $0.integer("status", "numberAvailable") },
      text("Node Selector") {
        labels($0[at: ["spec", "template", "spec", "nodeSelector"]])
      }, age,
    ] + containers + [selector()]

  /// Labels as a list of equations; `<none>` for none.
  static func labels(_ labels: JSONValue?) -> String {
    let pairs = (labels?.object ?? [:]).map { "\($0.key)=\($0.value.string ?? "")" }
    return pairs.isEmpty ? "<none>" : pairs.sorted().joined(separator: ",")
  }

  /// Names and images of the containers of a pod template.
  static func containers(_ template: [String]) -> [TableColumn] {
    [("Containers", "name"), ("Images", "image")].map { column, field in
      text(column, priority: 1) { object in
        let containers = object[at: template + ["spec", "containers"]]?.array ?? []
        return containers.map { $0.text(field) }.joined(separator: ",")
      }
    }
  }

  /// A label selector, spelled as in a query.
  static func selector(
    _ path: [String] = ["spec", "selector"], empty: String = "<none>"
  ) -> TableColumn {
    text("Selector", priority: 1) { selector(text: $0[at: path], empty: empty) }
  }

  /// The spelling of a label selector.
  static func selector(text selector: JSONValue?, empty: String) -> String {
    guard let selector, !selector.isNull else { return empty }
    guard let parsed = try? LabelSelector(selector) else { return "<error>" }
    return parsed.isEmpty ? empty : parsed.description
  }

  private static let containers = containers(["spec", "template"])
}

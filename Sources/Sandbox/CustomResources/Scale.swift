import JSON

/// The `scale` subresource: an object as an `autoscaling/v1` Scale, and back.
enum Scale {
  /// The replicas of workloads (`pkg/registry/apps/*/storage`).
  static let workload = Subresource.ScalePaths(
    specReplicas: ".spec.replicas", statusReplicas: ".status.replicas", labelSelector: nil)

  /// The names of a path such as `.spec.replicas`.
  static func steps(_ path: String) -> [String] {
    path.split(separator: ".").map(String.init)
  }

  /// The Scale of an object.
  ///
  /// - Parameter paths: where a custom resource keeps it; nil for Deployments, ReplicaSets,
  ///   StatefulSets and ReplicationControllers, whose selector is in `spec.selector`.
  static func scale(of object: JSONValue, paths: Subresource.ScalePaths?) -> JSONValue {
    let places = paths ?? workload
    var metadata = JSONObject()
    for name in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      metadata[name] = object["metadata"]?[name]
    }
    var spec = JSONObject()
    if let replicas = object[at: steps(places.specReplicas)]?.int, replicas != 0 {
      spec["replicas"] = .int(replicas)
    }
    var status: JSONObject = [
      "replicas": .int(object[at: steps(places.statusReplicas)]?.int ?? 0)
    ]
    let selector =
      paths == nil
      ? SelectorText.text(object["spec", "selector"])
      : places.labelSelector.flatMap { object[at: steps($0)]?.string } ?? ""
    if !selector.isEmpty { status["selector"] = .string(selector) }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": .object(metadata),
      "spec": .object(spec), "status": .object(status),
    ]
  }

  /// The object with the replicas of a Scale; a Scale without them asks for none.
  static func apply(
    _ scale: JSONValue, to object: JSONValue, paths: Subresource.ScalePaths?
  ) -> JSONValue {
    var object = object
    let places = paths ?? workload
    object[at: steps(places.specReplicas)] = .int(scale["spec", "replicas"]?.int ?? 0)
    if let version = scale["metadata", "resourceVersion"] {
      object[at: ["metadata", "resourceVersion"]] = version
    }
    return object
  }

  /// What is wrong with a Scale (`pkg/apis/autoscaling/validation`, `ValidateScale`).
  static func problems(_ scale: JSONValue) -> [FieldProblem] {
    guard let replicas = scale["spec", "replicas"]?.int, replicas < 0 else { return [] }
    return [
      FieldProblem(
        kind: .invalid, field: "spec.replicas", value: .int(replicas),
        detail: "must be greater than or equal to 0")
    ]
  }
}

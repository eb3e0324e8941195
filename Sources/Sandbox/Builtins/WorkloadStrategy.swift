import JSON

/// The workloads of the group `apps` (`pkg/apis/apps`).
struct WorkloadStrategy: StatusStrategy {
  /// Which of them.
  enum Kind: Sendable { case deployment, replicaSet, statefulSet, daemonSet }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    PodDefaults.complete(&object, at: ["spec", "template", "spec"])
    if kind != .daemonSet { object.setDefault(["spec", "replicas"], 1) }
    if kind != .replicaSet { object.setDefault(["spec", "revisionHistoryLimit"], 10) }
    switch kind {
    case .replicaSet: break
    case .deployment:
      object.setDefault(["spec", "progressDeadlineSeconds"], 600)
      object.setDefault(["spec", "strategy", "type"], "RollingUpdate")
      guard object.text("spec", "strategy", "type") == "RollingUpdate" else { return }
      for key in ["maxUnavailable", "maxSurge"] {
        object.setDefault(["spec", "strategy", "rollingUpdate", key], "25%")
      }
    case .daemonSet:
      object.setDefault(Self.templateGeneration, "0")
      object.setDefault(["spec", "updateStrategy", "type"], "RollingUpdate")
      guard object.text("spec", "updateStrategy", "type") == "RollingUpdate" else { return }
      object.setDefault(["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"], 1)
      object.setDefault(["spec", "updateStrategy", "rollingUpdate", "maxSurge"], 0)
    case .statefulSet: completeStatefulSet(&object)
    }
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    object.separateStatus(from: old, subresource)
    if kind == .daemonSet { countTemplates(&object, old) }
    guard kind == .deployment else { return }
    if subresource == "status" {
      object["metadata"]?["labels"] = old["metadata", "labels"]
    } else if object["metadata", "annotations"] != old["metadata", "annotations"] {
      // Annotations are copied to the replica sets, so that they count too.
      let generation = old.integer("metadata", "generation")
      object[at: ["metadata", "generation"]] = .int(generation + 1)
    }
  }

  func prepareForCreate(_ object: inout JSONValue) {
    object["status"] = nil
    if kind == .daemonSet { object[at: Self.templateGeneration] = "1" }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    WorkloadProblems(kind: kind, object: object).all
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    let problems = problems(creating: object)
    guard kind == .statefulSet else {
      return problems + FieldProblem.changed(object, old, "spec", "selector")
    }
    func fixed(_ object: JSONValue) -> JSONValue? {
      var spec = object["spec"]
      for key in Self.changeable { spec?[key] = nil }
      return spec
    }
    guard fixed(object) != fixed(old) else { return problems }
    let list = Self.changeable.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return problems + [
      .forbidden(
        "spec",
        "updates to statefulset spec for fields other than \(list) and 'minReadySeconds' are "
          + "forbidden")
    ]
  }

  func warnings(for object: JSONValue) -> [String] {
    let isNamed = kind == .deployment || kind == .replicaSet
    return (isNamed ? PodWarnings.warnings(forNameOf: object, "Pod names and hostnames") : [])
      + PodWarnings.warnings(for: object, at: ["spec", "template"])
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    guard kind == .replicaSet, name == "status.replicas" else { return nil }
    return "\(object.integer("status", "replicas"))"
  }

  /// What may change of a StatefulSet, in the order of the message.
  private static let changeable = [
    "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
  ]

  /// A field of old that lives on as an annotation (`pkg/apis/apps/v1/conversion.go`).
  private static let templateGeneration = [
    "metadata", "annotations", "deprecated.daemonset.template.generation",
  ]

  private func countTemplates(_ object: inout JSONValue, _ old: JSONValue) {
    let count = old[at: Self.templateGeneration]?.string.flatMap { Int($0) } ?? 0
    let isChanged = object["spec", "template"] != old["spec", "template"]
    object[at: Self.templateGeneration] = .string(String(isChanged ? count + 1 : count))
  }

  private func completeStatefulSet(_ object: inout JSONValue) {
    object.setDefault(["spec", "podManagementPolicy"], "OrderedReady")
    if object.text("spec", "updateStrategy", "type").isEmpty {
      object[at: ["spec", "updateStrategy", "type"]] = "RollingUpdate"
      object.setDefault(["spec", "updateStrategy", "rollingUpdate"], [:])
    }
    if object.text("spec", "updateStrategy", "type") == "RollingUpdate",
      object["spec", "updateStrategy", "rollingUpdate"]?.object != nil
    {
      object.setDefault(["spec", "updateStrategy", "rollingUpdate", "partition"], 0)
    }
    for key in ["whenDeleted", "whenScaled"] {
      object.setDefault(["spec", "persistentVolumeClaimRetentionPolicy", key], "Retain")
    }
    object.changeItems(["spec", "volumeClaimTemplates"]) { claim in
      claim["apiVersion"] = "v1"
      claim["kind"] = "PersistentVolumeClaim"
      PersistentVolumeClaimStrategy().setDefaults(&claim)
    }
  }
}

import JSON
import KubernetesAPI

/// What is wrong with a workload (`pkg/apis/apps/validation`).
struct WorkloadProblems {
  let kind: WorkloadStrategy.Kind
  let object: JSONValue

  private var spec: JSONValue { object["spec"] ?? .null }

  var all: [FieldProblem] {
    var problems: [FieldProblem] = []
    problems += NumberRules.problems(natural: spec["replicas"], "spec.replicas")
    problems += selector
    problems += template
    if kind == .deployment { problems += strategy }
    for key in ["minReadySeconds", "revisionHistoryLimit"] {
      problems += NumberRules.problems(natural: spec[key], "spec.\(key)")
    }
    if let deadline = spec["progressDeadlineSeconds"]?.int {
      problems += NumberRules.problems(
        natural: .int(deadline), "spec.progressDeadlineSeconds")
      if deadline <= spec.integer("minReadySeconds") {
        problems.append(
          .invalid(
            "spec.progressDeadlineSeconds", .int(deadline), "must be greater than minReadySeconds"
          ))
      }
    }
    return problems
  }

  private var selector: [FieldProblem] {
    guard let selector = spec["selector"], !selector.isNull else {
      return kind == .daemonSet ? [] : [.required("spec.selector")]
    }
    var problems = SelectorProblems.problems(selector, "spec.selector")
    if SelectorProblems.isEmpty(selector) {
      let name =
        switch kind {
        // The message of a ReplicaSet speaks of deployments too.
        case .deployment, .replicaSet: "deployment"
        case .statefulSet: "statefulset"
        case .daemonSet: "daemonset"
        }
      problems.append(
        .invalid("spec.selector", selector, "empty selector is invalid for \(name)"))
    }
    return problems
  }

  private var template: [FieldProblem] {
    let template = spec["template"] ?? .null
    let field = "spec.template"
    guard let selector = try? LabelSelector(spec["selector"] ?? [:]) else {
      return [.invalid("spec.selector", spec["selector"] ?? .null, "invalid label selector")]
    }
    var problems: [FieldProblem] = []
    let labels = template["metadata", "labels"]
    if !selector.isEmpty, !selector.matches(template.labels) {
      problems.append(
        .invalid(
          "\(field).metadata.labels", labels ?? .null,
          "`selector` does not match template `labels`"))
    }
    problems += ObjectMetaProblems.problems(labels: labels, "\(field).labels")
    problems += PodProblems.problems(spec: claimed(template["spec"] ?? .null), "\(field).spec")
    let policy = template.text("spec", "restartPolicy")
    if policy != "Always" {
      problems.append(
        .notSupported("\(field).spec.restartPolicy", .string(policy), ["Always"]))
    }
    return problems
  }

  /// The specification with the volumes that the templates of claims make.
  private func claimed(_ podSpec: JSONValue) -> JSONValue {
    var podSpec = podSpec
    let names = spec.items("volumeClaimTemplates").map(\.name)
    guard kind == .statefulSet, !names.isEmpty else { return podSpec }
    let claims = names.map { name -> JSONValue in
      ["name": .string(name), "persistentVolumeClaim": ["claimName": .string(name)]]
    }
    let others = podSpec.items("volumes").filter { !names.contains($0.text("name")) }
    podSpec["volumes"] = .array(claims + others)
    return podSpec
  }

  private var strategy: [FieldProblem] {
    let (field, strategy) = ("spec.strategy", spec["strategy"] ?? .null)
    let rolling = strategy["rollingUpdate"]
    switch strategy.text("type") {
    case "Recreate":
      return rolling == nil
        ? []
        : [
          .forbidden(
            "\(field).rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")
        ]
    case "RollingUpdate":
      let shares = ["maxUnavailable", "maxSurge"]
      var problems = shares.flatMap {
        NumberRules.problems(share: rolling?[$0], "\(field).rollingUpdate.\($0)")
      }
      if shares.allSatisfy({ NumberRules.number(share: rolling?[$0]) == 0 }) {
        problems.append(
          .invalid(
            "\(field).rollingUpdate.maxUnavailable", rolling?["maxUnavailable"] ?? .null,
            "may not be 0 when `maxSurge` is 0"))
      }
      return problems
    default:
      return [.notSupported(field, strategy, ["Recreate", "RollingUpdate"])]
    }
  }
}

import JSON
import KubernetesAPI

/// What is wrong with a workload (`pkg/apis/apps/validation`).
struct WorkloadProblems {
  let kind: WorkloadStrategy.Kind
  let object: JSONValue

  private var spec: JSONValue { object["spec"] ?? .null }

  var all: [FieldProblem] {
    var problems: [FieldProblem] = []
    if kind == .statefulSet { problems += WorkloadUpdateProblems.statefulSet(spec) }
    problems += NumberRules.problems(natural: spec["replicas"], "spec.replicas")
    problems += selector
    problems += template
    switch kind {
    case .deployment: problems += WorkloadUpdateProblems.deployment(spec["strategy"] ?? .null)
    case .daemonSet: problems += WorkloadUpdateProblems.daemonSet(spec["updateStrategy"] ?? .null)
    case .statefulSet, .replicaSet: break
    }
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
    var selector: LabelSelector?
    if let given = spec["selector"], !given.isNull {
      selector = try? LabelSelector(given)
      if selector == nil {
        return [.invalid("spec.selector", given, "invalid label selector")]
      }
    }
    var problems: [FieldProblem] = []
    let labels = template["metadata", "labels"]
    // No selector matches nothing, an empty one everything.
    if selector.map({ !$0.matches(template.labels) }) ?? true {
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
}

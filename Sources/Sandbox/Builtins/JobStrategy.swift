import JSON

/// Jobs (`pkg/apis/batch`, `pkg/registry/batch/job`).
struct JobStrategy: StatusStrategy {
  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    PodDefaults.complete(&object, at: ["spec", "template", "spec"])
    if object["spec", "completions"] == nil, object["spec", "parallelism"] == nil {
      object[at: ["spec", "completions"]] = 1
    }
    object.setDefault(["spec", "parallelism"], 1)
    let isPerIndex = object["spec", "backoffLimitPerIndex"] != nil
    object.setDefault(["spec", "backoffLimit"], isPerIndex ? 2_147_483_647 : 6)
    if object.count("metadata", "labels") == 0,
      let labels = object[at: ["spec", "template", "metadata", "labels"]]
    {
      object[at: ["metadata", "labels"]] = labels
    }
    object.setDefault(["spec", "completionMode"], "NonIndexed")
    object.setDefault(["spec", "suspend"], false)
    object.setDefault(["spec", "manualSelector"], false)
    let hasPolicy = object["spec", "podFailurePolicy"]?.object != nil
    object.setDefault(
      ["spec", "podReplacementPolicy"], hasPolicy ? "Failed" : "TerminatingOrFailed")
  }

  func prepareForCreate(_ object: inout JSONValue) {
    object["status"] = nil
    guard object["spec", "manualSelector"]?.bool != true else { return }
    let (name, uid) = (object["metadata", "name"], object["metadata", "uid"])
    // Labels that were taken over from the template are the same map in Go.
    let template = ["spec", "template", "metadata", "labels"]
    let isShared =
      object.count("metadata", "labels") == 0
      || object["metadata", "labels"] == object[at: template]
    for (label, value) in [
      ("job-name", name), ("batch.kubernetes.io/job-name", name), ("controller-uid", uid),
      (Self.uidLabel, uid),
    ] {
      guard let value else { continue }
      object.setDefault(template + [label], value)
    }
    if isShared { object[at: ["metadata", "labels"]] = object[at: template] }
    if let uid { object.setDefault(["spec", "selector", "matchLabels", Self.uidLabel], uid) }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if object["spec", "selector"] == nil { problems.append(.required("spec.selector")) }
    return problems + Self.problems(spec: object["spec"] ?? .null, "spec")
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    var problems = Self.problems(spec: object["spec"] ?? .null, "spec")
    for key in ["completions", "selector", "completionMode", "podFailurePolicy"] {
      problems += FieldProblem.changed(object, old, "spec", key)
    }
    problems += FieldProblem.changed(object, old, "spec", "template", "spec")
    return problems
  }

  func warnings(for object: JSONValue) -> [String] {
    PodWarnings.warnings(forNameOf: object, "Pod names and hostnames")
      + PodWarnings.warnings(for: object, at: ["spec", "template"])
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    name == "status.successful" ? "\(object.integer("status", "succeeded"))" : nil
  }

  /// What is wrong with the specification of a job, alone or in a template.
  static func problems(spec: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    for key in [
      "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit",
      "ttlSecondsAfterFinished",
    ] {
      problems += NumberRules.problems(natural: spec[key], "\(field).\(key)")
    }
    let mode = spec.text("completionMode")
    if !mode.isEmpty, mode != "NonIndexed", mode != "Indexed" {
      problems.append(
        .notSupported("\(field).completionMode", .string(mode), ["NonIndexed", "Indexed"]))
    }
    if mode == "Indexed", spec["completions"] == nil {
      problems.append(
        .required("\(field).completions", "when completion mode is Indexed"))
    }
    let podSpec = spec["template", "spec"] ?? .null
    problems += PodProblems.problems(spec: podSpec, "\(field).template.spec")
    let policy = podSpec.text("restartPolicy")
    let policyField = "\(field).template.spec.restartPolicy"
    switch policy {
    case "OnFailure", "Never": break
    case "Always", "":
      problems.append(.required(policyField, "valid values: \"OnFailure\", \"Never\""))
    default:
      problems.append(.notSupported(policyField, .string(policy), ["OnFailure", "Never"]))
    }
    return problems
  }

  private static let uidLabel = "batch.kubernetes.io/controller-uid"
}

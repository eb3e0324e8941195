import JSON

/// CronJobs (`pkg/apis/batch`).
struct CronJobStrategy: StatusStrategy {
  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    PodDefaults.complete(&object, at: ["spec", "jobTemplate", "spec", "template", "spec"])
    object.setDefault(["spec", "concurrencyPolicy"], "Allow")
    object.setDefault(["spec", "suspend"], false)
    object.setDefault(["spec", "successfulJobsHistoryLimit"], 3)
    object.setDefault(["spec", "failedJobsHistoryLimit"], 1)
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let schedule = object.text("spec", "schedule")
    let count = schedule.split(separator: " ").count
    if schedule.isEmpty {
      problems.append(.required("spec.schedule"))
    } else if !schedule.hasPrefix("@"), count != 5 {
      problems.append(
        .invalid(
          "spec.schedule", .string(schedule),
          "expected exactly 5 fields, found \(count): [\(schedule)]"))
    }
    let policies = ["Allow", "Forbid", "Replace"]
    let policy = object.text("spec", "concurrencyPolicy")
    if !policies.contains(policy) {
      problems.append(.notSupported("spec.concurrencyPolicy", .string(policy), policies))
    }
    problems += JobStrategy.problems(
      spec: object["spec", "jobTemplate", "spec"] ?? .null, "spec.jobTemplate.spec")
    for key in [
      "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit",
    ] {
      problems += NumberRules.problems(natural: object["spec", key], "spec.\(key)")
    }
    if object.name.utf8.count > 52 {
      problems.append(
        .invalid(
          "metadata.name", .string(object.name), "must be no more than 52 characters"))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    subresource.isEmpty ? problems(creating: object) : []
  }

  func warnings(for object: JSONValue) -> [String] {
    PodWarnings.warnings(forNameOf: object, "Pod names and hostnames")
      + PodWarnings.warnings(for: object, at: ["spec", "jobTemplate", "spec", "template"])
  }
}

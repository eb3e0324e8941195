import JSON
import Wire

extension TableColumn {
  /// Jobs.
  static let job: [TableColumn] =
    [
      name, text("Status") { jobStatus($0) }, text("Completions") { completions(of: $0) },
      TableColumn(name: "Duration") { .string(duration(of: $0, $1)) }, age,
    ] + containers(["spec", "template"]) + [selector()]

  /// CronJobs.
  static let cronJob: [TableColumn] =
    [
      name, text("Schedule") { $0.text("spec", "schedule") },
      text("Timezone") { $0["spec", "timeZone"]?.string ?? "<none>" },
      TableColumn(name: "Suspend", type: "boolean") { object, _ in
        .string(
          object["spec", "suspend"]?.bool.map { $0 ? "True" : "False" } ?? "<unset>")
      },
      integer("Active") { $0.items("status", "active").count },
      TableColumn(name: "Last Schedule") { object, now in
        let last = object["status", "lastScheduleTime"]
        return .string(last == nil ? "<none>" : age(of: last, now))
      }, age,
    ] + containers(["spec", "jobTemplate", "spec", "template"])
    + [selector(["spec", "jobTemplate", "spec", "selector"])]

  /// PodDisruptionBudgets.
  static let podDisruptionBudget: [TableColumn] = [
    name, text("Min Available") { spelled($0["spec", "minAvailable"]) },
    text("Max Unavailable") { spelled($0["spec", "maxUnavailable"]) },
    integer("Allowed Disruptions") { $0.integer("status", "disruptionsAllowed") }, age,
  ]

  private static func spelled(_ value: JSONValue?) -> String {
    value?.string ?? value?.int.map(String.init) ?? "N/A"
  }

  private static func jobStatus(_ job: JSONValue) -> String {
    func has(_ type: String) -> Bool {
      let condition = job.items("status", "conditions").first { $0.text("type") == type }
      return condition?.text("status") == "True"
    }
    if has("Complete") { return "Complete" }
    if has("Failed") { return "Failed" }
    if job["metadata", "deletionTimestamp"] != nil { return "Terminating" }
    if has("Suspended") { return "Suspended" }
    if has("FailureTarget") { return "FailureTarget" }
    return has("SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running"
  }

  private static func completions(of job: JSONValue) -> String {
    let succeeded = job.integer("status", "succeeded")
    if let wanted = job["spec", "completions"]?.int { return "\(succeeded)/\(wanted)" }
    let parallelism = job.integer("spec", "parallelism")
    return parallelism > 1 ? "\(succeeded)/1 of \(parallelism)" : "\(succeeded)/1"
  }

  private static func duration(of job: JSONValue, _ now: Int64) -> String {
    guard let start = Timestamp(rfc3339: job.text("status", "startTime")) else { return "" }
    let end = Timestamp(rfc3339: job.text("status", "completionTime"))
    return HumanDuration.text(seconds: (end?.seconds ?? now) - start.seconds)
  }
}

import JSON
import Wire

/// What a table says of a pod (`printPod` of `pkg/printers/internalversion/printers.go`).
struct PodSummary {
  private(set) var ready = 0
  private(set) var total: Int
  private(set) var reason: String
  private var restarts = 0
  private var lastRestart: Timestamp?
  private let pod: JSONValue

  init(_ pod: JSONValue) {
    self.pod = pod
    total = pod.items("spec", "containers").count + Self.sidecars(of: pod).count
    reason = pod.text("status", "reason")
    if reason.isEmpty { reason = pod.text("status", "phase") }
    let conditions = pod.items("status", "conditions")
    if conditions.contains(where: {
      $0.text("type") == "PodScheduled" && $0.text("reason") == "SchedulingGated"
    }) {
      reason = "SchedulingGated"
    }
    let isInitializing = readInitContainers()
    if !isInitializing || hasCondition("Initialized") { readContainers() }
    guard pod["metadata", "deletionTimestamp"] != nil else { return }
    if pod.text("status", "reason") == "NodeLost" {
      reason = "Unknown"
    } else if !["Succeeded", "Failed"].contains(pod.text("status", "phase")) {
      reason = "Terminating"
    }
  }

  /// The restarts, and when the last of them was.
  func restarts(_ now: Int64) -> String {
    guard restarts != 0, let lastRestart else { return "\(restarts)" }
    return "\(restarts) (\(HumanDuration.text(seconds: now - lastRestart.seconds)) ago)"
  }

  private static func sidecars(of pod: JSONValue) -> Set<String> {
    Set(
      pod.items("spec", "initContainers").filter { $0.text("restartPolicy") == "Always" }
        .map { $0.text("name") })
  }

  private func hasCondition(_ type: String) -> Bool {
    let condition = pod.items("status", "conditions").first { $0.text("type") == type }
    return condition?.text("status") == "True"
  }

  private mutating func count(_ container: JSONValue) {
    restarts += container.integer("restartCount")
    let end = Timestamp(rfc3339: container.text("lastState", "terminated", "finishedAt"))
    if let end, lastRestart.map({ $0 < end }) ?? true { lastRestart = end }
  }

  /// Reads the containers that run before; says whether one of them is still to finish.
  private mutating func readInitContainers() -> Bool {
    let sidecars = Self.sidecars(of: pod)
    let statuses = pod.items("status", "initContainerStatuses")
    for (place, container) in statuses.enumerated() {
      count(container)
      let ended = container["state", "terminated"]
      if let ended, ended.integer("exitCode") == 0 { continue }
      if sidecars.contains(container.text("name")), container["started"]?.bool == true {
        if container["ready"]?.bool == true { ready += 1 }
        continue
      }
      let waiting = container.text("state", "waiting", "reason")
      if let ended {
        reason = "Init:" + Self.end(ended)
      } else if !waiting.isEmpty, waiting != "PodInitializing" {
        reason = "Init:" + waiting
      } else {
        reason = "Init:\(place)/\(pod.items("spec", "initContainers").count)"
      }
      return true
    }
    return false
  }

  private mutating func readContainers() {
    (restarts, lastRestart) = (0, nil)
    let sidecars = Self.sidecars(of: pod)
    for container in pod.items("status", "initContainerStatuses")
    where sidecars.contains(container.text("name")) {
      count(container)
    }
    var (isRunning, failure) = (false, "")
    for container in pod.items("status", "containerStatuses").reversed() {
      count(container)
      let waiting = container.text("state", "waiting", "reason")
      if !waiting.isEmpty {
        reason = waiting
      } else if let ended = container["state", "terminated"] {
        reason = Self.end(ended)
        if ended.integer("exitCode") != 0 { failure = reason }
      } else if container["ready"]?.bool == true, container["state", "running"] != nil {
        isRunning = true
        ready += 1
      }
    }
    guard reason == "Completed" else { return }
    if isRunning, hasCondition("Ready") {
      reason = "Running"
    } else if !failure.isEmpty {
      reason = failure
    } else if isRunning {
      reason = "NotReady"
    }
  }

  private static func end(_ state: JSONValue) -> String {
    let reason = state.text("reason")
    guard reason.isEmpty else { return reason }
    let signal = state.integer("signal")
    return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(state.integer("exitCode"))"
  }
}

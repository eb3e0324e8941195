import JSON
import Wire

/// How gracefully an object goes (`apiserver/pkg/registry/rest/delete.go`, BeforeDelete).
enum PodGrace: Sendable, Equatable {
  /// It has no grace; everything but pods.
  case none
  /// It is given so many seconds, until a moment.
  case graceful(seconds: Int, deletion: Timestamp)
  /// It has its grace already, and no shorter one was asked for.
  case pending

  /// The grace of an object; only pods have any.
  init(pod: JSONValue, of resource: Resource, options: DeleteOptions, now: Timestamp) {
    guard resource.groupResource == .pods else {
      self = .none
      return
    }
    var wanted = options.gracePeriodSeconds
    if let seconds = wanted, seconds < 0 { wanted = 1 }
    guard let mark = pod["metadata", "deletionTimestamp"]?.string else {
      self.init(new: pod, wanted: wanted, now: now)
      return
    }
    let given = pod["metadata", "deletionGracePeriodSeconds"]?.int ?? 0
    guard given != 0 else {
      self = .none
      return
    }
    guard let wanted, wanted < given else {
      self = .pending
      return
    }
    let deletion = (Timestamp(rfc3339: mark) ?? now).adding(seconds: wanted - given)
    if deletion < now {
      self = .graceful(seconds: wanted == 0 ? 0 : 1, deletion: now)
    } else {
      self = .graceful(seconds: wanted, deletion: deletion)
    }
  }

  /// The first deletion: what is wanted, or the pod's own, unless nothing of it runs.
  private init(new pod: JSONValue, wanted: Int?, now: Timestamp) {
    var seconds = wanted ?? pod["spec", "terminationGracePeriodSeconds"]?.int ?? 0
    if (pod["spec", "nodeName"]?.string ?? "").isEmpty { seconds = 0 }
    if ["Failed", "Succeeded"].contains(pod["status", "phase"]?.string) { seconds = 0 }
    if seconds < 0 { seconds = 1 }
    self = .graceful(seconds: seconds, deletion: now.adding(seconds: seconds))
  }
}

extension Timestamp {
  /// The moment so many seconds later.
  func adding(seconds: Int) -> Timestamp {
    Timestamp(seconds: self.seconds + Int64(seconds), nanoseconds: nanoseconds)
  }
}

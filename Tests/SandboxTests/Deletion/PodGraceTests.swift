import JSON
import Testing
import Wire

@testable import Sandbox

@Suite struct PodGraceTests {
  private func grace(_ pod: JSONValue, _ seconds: Int? = nil) -> PodGrace {
    PodGrace(
      pod: pod, of: .stagedPod, options: DeleteOptions(gracePeriodSeconds: seconds), now: .then)
  }

  private func running(_ metadata: JSONValue = [:], phase: String = "Running") -> JSONValue {
    .staged(
      .stagedPod, "a", in: "x", metadata: metadata,
      [
        "spec": ["nodeName": "n", "terminationGracePeriodSeconds": 30],
        "status": ["phase": .string(phase)],
      ])
  }

  @Test func `a running pod is given what was asked for or its own time`() {
    #expect(grace(running()) == .graceful(seconds: 30, deletion: .then.adding(seconds: 30)))
    #expect(grace(running(), 5) == .graceful(seconds: 5, deletion: .then.adding(seconds: 5)))
    #expect(grace(running(), -7) == .graceful(seconds: 1, deletion: .then.adding(seconds: 1)))
    #expect(grace(running(), 0) == .graceful(seconds: 0, deletion: .then))
  }

  @Test func `a pod that runs nowhere has no time`() {
    let pod = JSONValue.staged(
      .stagedPod, "a", in: "x", ["spec": ["terminationGracePeriodSeconds": 30]])
    #expect(grace(pod) == .graceful(seconds: 0, deletion: .then))
    #expect(grace(running(phase: "Succeeded"), 9) == .graceful(seconds: 0, deletion: .then))
  }

  @Test func `the time can only be shortened`() {
    let pod = running([
      "deletionTimestamp": .time(.then.adding(seconds: 20)), "deletionGracePeriodSeconds": 30,
    ])
    #expect(grace(pod) == .pending)
    #expect(grace(pod, 30) == .pending)
    #expect(grace(pod, 15) == .graceful(seconds: 15, deletion: .then.adding(seconds: 5)))
    #expect(grace(pod, 5) == .graceful(seconds: 1, deletion: .then))
    #expect(grace(pod, 0) == .graceful(seconds: 0, deletion: .then))
  }

  @Test func `only pods have time`() {
    let options = DeleteOptions(gracePeriodSeconds: 30)
    #expect(
      PodGrace(pod: running(), of: .stagedConfigMap, options: options, now: .then) == .none)
  }
}

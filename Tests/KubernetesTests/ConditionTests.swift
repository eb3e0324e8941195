import JSON
import Testing

@testable import Kubernetes

/// How a condition is written.
@Suite struct `A condition` {
  private static let known: JSONValue = [
    "conditions": [
      ["type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"]
    ]
  ]

  private func time(_ isTrue: Bool, over status: JSONValue?) -> String? {
    Condition("Ready", isTrue, reason: "R", message: "m")
      .json(over: status, generation: 2, now: "2026-02-02T00:00:00Z")["lastTransitionTime"]?.string
  }

  @Test func `keeps its time while its truth is the same`() {
    #expect(time(true, over: Self.known) == "2026-01-01T00:00:00Z")
    #expect(time(false, over: Self.known) == "2026-02-02T00:00:00Z")
    #expect(time(true, over: nil) == "2026-02-02T00:00:00Z")
  }

  @Test func `tells of the generation it was made for`() {
    let json = Condition("Ready", true, reason: "R", message: "m")
      .json(over: nil, generation: 7, now: "t")
    #expect(json["observedGeneration"]?.int == 7)
    #expect(json["reason"] == "R")
    #expect(json["status"] == "True")
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct LimitRangeTests {
  private static let range = Resource.plain("limitranges", "LimitRange")
  private let stage = StagedAdmission()

  private func limit(_ type: String, _ limit: JSONValue) {
    var limit = limit
    limit["type"] = .string(type)
    stage.put(
      Self.range, .staged(Self.range, "l", in: "x", ["spec": ["limits": [limit]]]))
  }

  @Test func `containers get what they did not ask for`() throws {
    limit(
      "Container",
      [
        "default": ["cpu": "200m", "memory": "1Gi"],
        "defaultRequest": ["cpu": "100m", "memory": "512Mi"],
      ])
    let pod = try stage.create(.stagedPod, .stagedPod("p", requests: ["cpu": "50m"]))
    #expect(
      pod["spec", "containers"]?[0]?["resources"] == [
        "limits": ["cpu": "200m", "memory": "1Gi"],
        "requests": ["cpu": "50m", "memory": "512Mi"],
      ])
    #expect(
      pod["metadata", "annotations", "kubernetes.io/limit-ranger"]?.string
        == "LimitRanger plugin set: memory request for container c; cpu, memory limit for "
        + "container c")
  }

  @Test(
    arguments: [
      (
        "Container", ["max": ["cpu": "1"]], ["cpu": "2"],
        "maximum cpu usage per Container is 1, but limit is 2"
      ),
      (
        "Container", ["min": ["cpu": "500m"]], ["cpu": "100m"],
        "minimum cpu usage per Container is 500m, but request is 100m"
      ),
      (
        "Pod", ["max": ["memory": "1Gi"]], ["cpu": "1"],
        "maximum memory usage per Pod is 1Gi.  No limit is specified"
      ),
      (
        "Pod", ["max": ["memory": "1Gi", "cpu": "1"]], ["cpu": "2"],
        "[maximum cpu usage per Pod is 1, but limit is 2, "
          + "maximum memory usage per Pod is 1Gi.  No limit is specified]"
      ),
    ] as [(String, JSONValue, JSONValue, String)])
  func `what is beyond the limits is refused`(
    type: String, bounds: JSONValue, wanted: JSONValue, problem: String
  ) {
    limit(type, bounds)
    let status = stage.refusal(.stagedPod, .stagedPod("p", requests: wanted, limits: wanted))
    #expect(status?.message == "pods \"p\" is forbidden: \(problem)")
  }

  @Test func `a claim may not want more than is allowed`() {
    limit("PersistentVolumeClaim", ["max": ["storage": "1Gi"]])
    let claim = JSONValue.staged(
      .stagedClaim, "c", in: "x", ["spec": ["resources": ["requests": ["storage": "2Gi"]]]])
    #expect(
      stage.refusal(.stagedClaim, claim)?.message == "persistentvolumeclaims \"c\" is forbidden: "
        + "maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi")
  }
}

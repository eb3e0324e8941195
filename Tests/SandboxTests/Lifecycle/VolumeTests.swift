import JSON
import Testing

@testable import Sandbox

@Suite struct VolumeTests {
  private static let volume = Resource.plain(
    "persistentvolumes", "PersistentVolume", isNamespaced: false)

  private func held(_ resource: Resource, _ name: String, _ finalizer: String) -> JSONValue {
    .staged(
      resource, name, in: resource.isNamespaced ? "x" : "",
      metadata: ["finalizers": [.string(finalizer)]])
  }

  @Test func `a claim stays while a pod on a node uses it`() throws {
    var cluster = StagedCluster(more: [.stagedClaim])
    cluster.put(.stagedClaim, held(.stagedClaim, "c", "kubernetes.io/pvc-protection"))
    cluster.put(
      .stagedPod,
      .staged(
        .stagedPod, "p", in: "x",
        [
          "spec": ["nodeName": "n", "volumes": [["persistentVolumeClaim": ["claimName": "c"]]]]
        ]))
    try cluster.delete(.stagedClaim, "c", in: "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedClaim) == ["c"])
    try cluster.delete(.stagedPod, "p", in: "x", DeleteOptions(gracePeriodSeconds: 0))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedClaim).isEmpty)
  }

  @Test func `a volume becomes available, and goes when it is not bound`() throws {
    var cluster = StagedCluster(more: [Self.volume])
    var volume = held(Self.volume, "v", "kubernetes.io/pv-protection")
    volume["status"] = ["phase": "Pending"]
    cluster.put(Self.volume, volume)
    cluster.controllers.settle()
    #expect(
      cluster.object(Self.volume, "v")?["status"]
        == ["phase": "Available", "lastPhaseTransitionTime": .time(.then)])
    try cluster.update(Self.volume, "v") { $0[at: ["status", "phase"]] = "Bound" }
    try cluster.delete(Self.volume, "v")
    cluster.controllers.settle()
    #expect(cluster.names(Self.volume) == ["v"])
    try cluster.update(Self.volume, "v") { $0[at: ["status", "phase"]] = "Released" }
    cluster.controllers.settle()
    #expect(cluster.names(Self.volume).isEmpty)
  }
}

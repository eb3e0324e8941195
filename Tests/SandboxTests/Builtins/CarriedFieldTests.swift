import JSON
import Testing

@testable import Sandbox

/// Fields that follow from others, as the conversions of the API server fill them in.
struct CarriedFieldTests {
  @Test func `the range of a node is the first of its ranges`() {
    var node: JSONValue = ["spec": ["podCIDR": "10.0.0.0/24"]]
    NodeStrategy().setDefaults(&node)
    #expect(node["spec", "podCIDRs"] == ["10.0.0.0/24"])
    node = ["spec": ["unschedulable": true]]
    NodeStrategy().setDefaults(&node)
    #expect(node["spec", "podCIDRs"] == nil)
  }

  @Test(
    arguments: [
      (["clusterIP": "None"], ["IPv4", "IPv6"], "RequireDualStack"),
      (["clusterIP": "None", "selector": ["a": "b"]], ["IPv4"], "SingleStack"),
      (["clusterIP": "10.96.1.1"], ["IPv4"], "SingleStack"),
      (["clusterIP": "None", "ipFamilyPolicy": "SingleStack"], ["IPv4"], "SingleStack"),
    ] as [(JSONValue, JSONValue, JSONValue)])
  func `a headless service that selects nothing is of both families`(
    spec: JSONValue, families: JSONValue, policy: JSONValue
  ) {
    var service: JSONValue = ["metadata": ["name": "s", "namespace": "n"], "spec": spec]
    service["spec"]?["type"] = "ClusterIP"
    ServiceAllocation.complete(&service)
    #expect(service["spec", "ipFamilies"] == families)
    #expect(service["spec", "ipFamilyPolicy"] == policy)
  }

  @Test func `the template of a daemon set is counted in an annotation that metadata hides`() throws
  {
    let annotation = "deprecated.daemonset.template.generation"
    var set: JSONValue = ["metadata": ["name": "d", "annotations": ["a": "b"]]]
    WorkloadStrategy(.daemonSet).setDefaults(&set)
    #expect(set["metadata", "annotations", annotation] == "0")
    WorkloadStrategy(.daemonSet).prepareForCreate(&set)
    #expect(set["metadata", "annotations", annotation] == "1")
    let resource = try #require(BuiltinResources.apps.first { $0.names.plural == "daemonsets" })
    let metadata = try #require(set["metadata"])
    #expect(resource.shownAlone(metadata) == ["name": "d", "annotations": ["a": "b"]])
    let deployments = try #require(BuiltinResources.apps.first { $0.names.plural == "deployments" })
    #expect(deployments.shownAlone(metadata) == metadata)
  }

  @Test func `a job has the labels of its pods unless it has its own`() {
    var job: JSONValue = ["metadata": ["name": "j", "uid": "1"], "spec": ["template": [:]]]
    var named = job
    named[at: ["metadata", "labels"]] = ["own": "label"]
    JobStrategy().prepareForCreate(&job)
    #expect(job.labels["job-name"] == "j")
    #expect(job["metadata", "labels"] == job["spec", "template", "metadata", "labels"])
    JobStrategy().prepareForCreate(&named)
    #expect(named.labels == ["own": "label"])
  }

  @Test func `a new volume is pending since it was made`() {
    var volume: JSONValue = ["metadata": ["name": "v", "creationTimestamp": "T1"]]
    PersistentVolumeStrategy().prepareForCreate(&volume)
    #expect(volume["status"] == ["phase": "Pending", "lastPhaseTransitionTime": "T1"])
  }

  @Test(arguments: [
    ("configmaps", true), ("deployments", true), ("leases", false), ("runtimeclasses", false),
    ("customresourcedefinitions", false), ("poddisruptionbudgets", false),
  ])
  func `some resources are updated without a version`(plural: String, isAllowed: Bool) throws {
    let resource = try #require(BuiltinResources.all.first { $0.names.plural == plural })
    #expect(resource.isUpdatedUnconditionally == isAllowed)
  }
}

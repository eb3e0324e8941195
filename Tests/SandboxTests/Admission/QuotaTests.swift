import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct QuotaTests {
  private let stage = StagedAdmission()

  private func limit(_ hard: JSONValue, _ spec: JSONValue = [:]) {
    var quota = JSONValue.staged(.stagedQuota, "q", in: "x", ["spec": spec])
    quota[at: ["spec", "hard"]] = hard
    stage.put(.stagedQuota, quota)
  }

  private var used: JSONValue? { stage.object(.stagedQuota, "q")?["status", "used"] }

  @Test func `what is over the quota is refused, and what is within is counted`() throws {
    limit(["pods": "1"])
    try stage.create(.stagedPod, .stagedPod("a"))
    #expect(used == ["pods": "1"])
    let status = stage.refusal(.stagedPod, .stagedPod("b"))
    #expect(status?.code == 403)
    #expect(
      status?.message == "pods \"b\" is forbidden: exceeded quota: q, requested: pods=1, "
        + "used: pods=1, limited: pods=1")
    #expect(used == ["pods": "1"])
  }

  @Test(arguments: [
    (Resource.stagedConfigMap, "configmaps"), (.stagedConfigMap, "count/configmaps"),
    (.stagedDeployment, "count/deployments.apps"), (.stagedService, "services"),
    (.stagedClaim, "persistentvolumeclaims"), (.stagedSecret, "secrets"),
  ])
  func `objects are counted by their names`(resource: Resource, name: String) throws {
    limit([name: "2"])
    try stage.create(resource, .staged(resource, "a", in: "x"))
    try stage.create(resource, .staged(resource, "b", in: "x"))
    #expect(
      stage.refusal(resource, .staged(resource, "c", in: "x"))?.message.hasSuffix(
        "exceeded quota: q, requested: \(name)=1, used: \(name)=2, limited: \(name)=2") == true)
  }

  @Test func `what containers want is added up`() throws {
    limit(["requests.cpu": "1", "limits.memory": "1Gi", "cpu": "2"])
    try stage.create(
      .stagedPod, .stagedPod("a", requests: ["cpu": "600m"], limits: ["memory": "512Mi"]))
    #expect(used == ["cpu": "600m", "limits.memory": "512Mi", "requests.cpu": "600m"])
    let status = stage.refusal(
      .stagedPod, .stagedPod("b", requests: ["cpu": "0.5"], limits: ["memory": "1Gi"]))
    #expect(
      status?.message == "pods \"b\" is forbidden: exceeded quota: q, requested: "
        + "limits.memory=1Gi,requests.cpu=500m, used: limits.memory=512Mi,requests.cpu=600m, "
        + "limited: limits.memory=1Gi,requests.cpu=1")
  }

  @Test func `containers must say what is counted`() {
    limit(["requests.cpu": "1", "limits.memory": "1Gi"])
    #expect(
      stage.refusal(.stagedPod, .stagedPod("a"))?.message == "pods \"a\" is forbidden: failed "
        + "quota: q: must specify limits.memory for: c; requests.cpu for: c")
  }

  @Test func `a scope leaves other pods and everything else alone`() throws {
    limit(["pods": "0", "configmaps": "0"], ["scopes": ["NotBestEffort"]])
    try stage.create(.stagedPod, .stagedPod("a"))
    try stage.create(.stagedConfigMap, .staged(.stagedConfigMap, "a", in: "x"))
    #expect(stage.refusal(.stagedPod, .stagedPod("b", requests: ["cpu": "1"]))?.code == 403)
  }

  @Test func `the controller keeps the status`() throws {
    var cluster = StagedCluster()
    cluster.put(
      .stagedQuota,
      .staged(
        .stagedQuota, "q", in: "x",
        [
          "spec": [
            "hard": ["count/widgets.lab.example.com": "5", "pods": "1e3", "foo.example.com/x": "1"]
          ]
        ]))
    cluster.put(.stagedWidget, .staged(.stagedWidget, "a", in: "x"))
    cluster.put(.stagedWidget, .staged(.stagedWidget, "b", in: "y"))
    cluster.put(.stagedPod, .staged(.stagedPod, "a", in: "x", ["status": ["phase": "Failed"]]))
    cluster.controllers.settle()
    let status = cluster.object(.stagedQuota, "q", in: "x")?["status"]
    #expect(status?["used"] == ["count/widgets.lab.example.com": "1", "pods": "0"])
    try cluster.delete(.stagedWidget, "a", in: "x")
    cluster.controllers.settle()
    #expect(
      cluster.object(.stagedQuota, "q", in: "x")?["status", "used"]
        == ["count/widgets.lab.example.com": "0", "pods": "0"])
  }

  @Test(arguments: [
    ("1", "1"), ("0.5", "500m"), ("100m", "100m"), ("1000m", "1"), ("1Ki", "1Ki"),
    ("1024", "1024"), ("1000", "1k"), ("1.5Gi", "1536Mi"), ("0.5Ki", "512"), ("1e3", "1k"),
    ("-2", "-2"), ("0", "0"), ("12E", "12E"), ("1n", "1n"), ("0.1n", "1n"),
  ])
  func `quantities are spelled canonically`(text: String, canonical: String) {
    #expect(QuotaAmount(text)?.description == canonical)
  }

  @Test(arguments: ["", "x", "1x", "1ki", "--1", ".", "1e", "Ki"])
  func `what is no quantity is none`(text: String) {
    #expect(QuotaAmount(text) == nil)
  }

  @Test(arguments: [
    ("1Gi", "1024Mi", "2Gi"), ("500m", "1500m", "2"), ("0", "1Ki", "1Ki"), ("1k", "1Ki", "2024"),
  ])
  func `sums are spelled as what was there first`(one: String, other: String, sum: String) throws {
    let total = try #require(QuotaAmount(one)) + #require(QuotaAmount(other))
    #expect(total.description == sum)
  }

  @Test func `init containers count when they want more than all that follow`() {
    let pod: JSONValue = [
      "spec": [
        "containers": [
          ["resources": ["requests": ["cpu": "1"]]], ["resources": ["requests": ["cpu": "1"]]],
        ],
        "initContainers": [
          ["resources": ["requests": ["cpu": "250m"]], "restartPolicy": "Always"],
          ["resources": ["requests": ["cpu": "3"]]],
        ],
      ]
    ]
    #expect(PodResources("requests", of: pod).amounts == ["cpu": QuotaAmount("3250m") ?? .zero])
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct AdmissionTests {
  private let stage = StagedAdmission()

  @Test func `nothing can be created in a namespace that is missing`() {
    let status = stage.refusal(.stagedConfigMap, .staged(.stagedConfigMap, "a", in: "missing"))
    #expect(status?.code == 404)
    #expect(status?.message == "namespaces \"missing\" not found")
    #expect(status?.details == Status.Details(name: "missing", kind: "namespaces"))
  }

  @Test func `nothing new comes into a namespace that is being deleted`() {
    var namespace = JSONValue.stagedNamespace("x")
    namespace[at: ["status", "phase"]] = "Terminating"
    stage.put(.stagedNamespace, namespace)
    var object = JSONValue.staged(.stagedConfigMap, "a", in: "x")
    let message =
      " is forbidden: unable to create new content in namespace x because it is being terminated"
    let status = stage.refusal(.stagedConfigMap, object)
    #expect(status?.code == 403)
    #expect(status?.message == "configmaps \"a\"" + message)
    #expect(
      status?.details?.causes == [
        Status.Cause(
          reason: "NamespaceTerminating", message: "namespace x is being terminated",
          field: "metadata.namespace")
      ])
    object["metadata"] = ["generateName": "a-", "namespace": "x"]
    #expect(stage.refusal(.stagedConfigMap, object)?.message == "configmaps \"a-\"" + message)
  }

  @Test(arguments: ["default", "kube-system", "kube-public"])
  func `some namespaces may not be deleted`(name: String) throws {
    #expect(throws: Status.self) {
      try stage.admission.check(deleting: name, of: .stagedNamespace)
    }
    do throws(Status) {
      try stage.admission.check(deleting: name, of: .stagedNamespace)
    } catch {
      #expect(
        error.message == "namespaces \"\(name)\" is forbidden: this namespace may not be deleted")
    }
    try stage.admission.check(deleting: name, of: .stagedConfigMap)
    try stage.admission.check(deleting: "x", of: .stagedNamespace)
  }

  @Test func `a pod has the account of its namespace and the account's token`() throws {
    let pod = try stage.create(.stagedPod, .stagedPod("p"))
    #expect(pod["spec", "serviceAccountName"] == "default")
    #expect(pod["spec", "volumes"]?[0]?["name"] == "kube-api-access-abcde")
    #expect(
      pod["spec", "containers"]?[0]?["volumeMounts"]?[0] == [
        "name": "kube-api-access-abcde", "readOnly": true,
        "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
      ])
    #expect(pod["spec", "tolerations"]?.array?.count == 2)
  }

  @Test func `a pod that wants no token has none`() throws {
    var pod = JSONValue.stagedPod("p")
    pod[at: ["spec", "automountServiceAccountToken"]] = false
    #expect(try stage.create(.stagedPod, pod)["spec", "volumes"] == nil)
  }

  @Test func `a pod without an account is refused`() {
    var pod = JSONValue.stagedPod("p")
    pod[at: ["spec", "serviceAccountName"]] = "robot"
    let status = stage.refusal(.stagedPod, pod)
    #expect(status?.code == 403)
    #expect(
      status?.message == "pods \"p\" is forbidden: error looking up service account x/robot: "
        + "serviceaccount \"robot\" not found")
  }

  @Test func `a priority class gives a pod its priority`() throws {
    stage.put(
      .stagedPriorityClass,
      .staged(
        .stagedPriorityClass, "high", ["value": 1000, "preemptionPolicy": "Never"]))
    var pod = JSONValue.stagedPod("p")
    #expect(try stage.create(.stagedPod, pod)["spec", "priority"] == 0)
    pod[at: ["spec", "priorityClassName"]] = "high"
    let high = try stage.create(.stagedPod, pod)
    #expect(high["spec", "priority"] == 1000)
    #expect(high["spec", "preemptionPolicy"] == "Never")
    pod[at: ["spec", "priority"]] = 5
    #expect(stage.refusal(.stagedPod, pod)?.message.contains("value of priority (5)") == true)
    pod[at: ["spec", "priorityClassName"]] = "low"
    #expect(
      stage.refusal(.stagedPod, pod)?.message
        == "pods \"p\" is forbidden: no PriorityClass with name low was found")
  }

  @Test func `there is one default priority at most, and pods have it`() throws {
    try stage.create(
      .stagedPriorityClass,
      .staged(.stagedPriorityClass, "usual", ["value": 7, "globalDefault": true]))
    let status = stage.refusal(
      .stagedPriorityClass,
      .staged(.stagedPriorityClass, "other", ["value": 8, "globalDefault": true]))
    #expect(
      status?.message == "priorityclasses.scheduling.k8s.io \"other\" is forbidden: PriorityClass "
        + "usual is already marked as default. Only one default can exist")
    let pod = try stage.create(.stagedPod, .stagedPod("p"))
    #expect(pod["spec", "priorityClassName"] == "usual")
    #expect(pod["spec", "priority"] == 7)
  }

  @Test func `a claim has the newest default storage class`() throws {
    for (name, born) in [("a", "2026-01-01T00:00:00Z"), ("b", "2026-01-02T00:00:00Z")] {
      stage.put(
        .stagedStorageClass,
        .staged(
          .stagedStorageClass, name,
          metadata: [
            "creationTimestamp": .string(born),
            "annotations": ["storageclass.kubernetes.io/is-default-class": "true"],
          ]))
    }
    let claim = JSONValue.staged(.stagedClaim, "c", in: "x")
    #expect(try stage.create(.stagedClaim, claim)["spec", "storageClassName"] == "b")
  }

  @Test func `a new node is not ready`() throws {
    let node = try stage.create(.stagedNode, .staged(.stagedNode, "n"))
    #expect(
      node["spec", "taints"] == [
        ["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]
      ])
  }
}

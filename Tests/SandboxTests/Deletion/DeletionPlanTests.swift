import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

@Suite struct DeletionPlanTests {
  private let mark: JSONValue = .time(.then)

  private func plan(
    _ object: JSONValue, _ resource: Resource, _ options: DeleteOptions = DeleteOptions()
  ) throws(Status) -> DeletionPlan {
    try DeletionPlan(deleting: object, of: resource, options: options, now: .then)
  }

  @Test func `an object that nothing holds goes at once and untouched`() throws {
    let plan = try plan(.staged(.stagedConfigMap, "a", in: "x"), .stagedConfigMap)
    #expect(plan.isRemoved)
    #expect(plan.update == nil)
  }

  @Test func `an object with a finalizer is marked and stays`() throws {
    let object = JSONValue.staged(
      .stagedDeployment, "a", in: "x",
      metadata: ["generation": 3, "labels": ["a": "b"], "finalizers": ["example.com/hold"]])
    let plan = try plan(object, .stagedDeployment)
    #expect(!plan.isRemoved)
    #expect(
      plan.update?["metadata"]?.object?.keys == [
        "name", "namespace", "uid", "generation", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "finalizers",
      ])
    #expect(plan.update?["metadata", "generation"] == 4)
    #expect(plan.update?["metadata", "deletionTimestamp"] == "2026-11-21T23:26:34Z")
    #expect(plan.update?["metadata", "deletionGracePeriodSeconds"] == 0)
  }

  @Test func `a marked object is left alone by a second deletion`() throws {
    let object = JSONValue.staged(
      .stagedConfigMap, "a", in: "x",
      metadata: [
        "deletionTimestamp": "2026-11-20T00:00:00Z", "deletionGracePeriodSeconds": 0,
        "finalizers": ["example.com/hold"],
      ])
    #expect(try plan(object, .stagedConfigMap) == .wait)
  }

  @Test(arguments: [
    (DeleteOptions(propagationPolicy: "Foreground"), ["foregroundDeletion", "h"]),
    (DeleteOptions(propagationPolicy: "Orphan"), ["h", "orphan"]),
    (DeleteOptions(propagationPolicy: "Background"), ["h"]),
    (DeleteOptions(orphanDependents: true), ["h", "orphan"]),
    (DeleteOptions(orphanDependents: false), ["h"]),
    (DeleteOptions(), ["foregroundDeletion", "h"]),
  ])
  func `the policy decides which of the collector's finalizers an object has`(
    options: DeleteOptions, finalizers: [String]
  ) throws {
    let object = JSONValue.staged(
      .stagedConfigMap, "a", in: "x", metadata: ["finalizers": ["foregroundDeletion", "h"]])
    #expect(try plan(object, .stagedConfigMap, options).update?.finalizers == finalizers)
  }

  @Test func `a background deletion removes an object that the collector alone would hold`() throws
  {
    let object = JSONValue.staged(
      .stagedConfigMap, "a", in: "x", metadata: ["finalizers": ["foregroundDeletion"]])
    #expect(try plan(object, .stagedConfigMap, .background).isRemoved)
  }

  @Test func `jobs leave their pods behind unless told otherwise`() throws {
    let job = JSONValue.staged(.stagedJob, "a", in: "x")
    #expect(try plan(job, .stagedJob).update?.finalizers == ["orphan"])
    #expect(try plan(job, .stagedJob, .background).isRemoved)
  }

  @Test func `events are never held by the collector`() throws {
    let event = JSONValue.staged(.stagedEvent, "a", in: "x")
    #expect(try plan(event, .stagedEvent, DeleteOptions(propagationPolicy: "Foreground")).isRemoved)
  }

  @Test func `custom objects keep their members in alphabetical order`() throws {
    let widget = JSONValue.staged(
      .stagedWidget, "a", metadata: ["finalizers": ["h"], "generation": 1, "uid": "u"])
    var sorted = widget
    sorted["metadata"] = ["finalizers": ["h"], "generation": 1, "name": "a", "uid": "u"]
    #expect(
      try plan(sorted, .stagedWidget).update?["metadata"]?.object?.keys == [
        "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generation", "name",
        "uid",
      ])
  }

  @Test func `a namespace is told to terminate and nothing more`() throws {
    let plan = try plan(.stagedNamespace("x"), .stagedNamespace)
    #expect(!plan.isRemoved)
    #expect(plan.update?["status", "phase"] == "Terminating")
    #expect(plan.update?["metadata", "deletionTimestamp"] == mark)
    #expect(plan.update?["metadata", "deletionGracePeriodSeconds"] == nil)
    #expect(plan.update?["spec", "finalizers"] == ["kubernetes"])
    let update = try #require(plan.update)
    #expect(try self.plan(update, .stagedNamespace) == .wait)
  }

  @Test func `a namespace without finalizers of any kind goes with the second deletion`() throws {
    var namespace = try #require(try plan(.stagedNamespace("x"), .stagedNamespace).update)
    namespace["spec"] = [:]
    #expect(try plan(namespace, .stagedNamespace).isRemoved)
  }

  @Test func `a definition waits for its objects`() throws {
    let update = try plan(.staged(.stagedDefinition, "a"), .stagedDefinition).update
    #expect(update?.finalizers == ["customresourcecleanup.apiextensions.k8s.io"])
    #expect(update?.condition("Terminating")?["reason"] == "InstanceDeletionPending")
  }

  @Test(arguments: [
    (
      Resource.stagedConfigMap, DeleteOptions(uid: "other"),
      "Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does "
        + "not match the UID in record (u). The object might have been deleted and then recreated"
    ),
    (
      Resource.stagedDeployment, DeleteOptions(resourceVersion: "8"),
      "Operation cannot be fulfilled on Deployment.apps \"a\": the ResourceVersion in the "
        + "precondition (8) does not match the ResourceVersion in record (7). The object might "
        + "have been modified"
    ),
    (
      Resource.stagedNamespace, DeleteOptions(uid: "other"),
      "Operation cannot be fulfilled on namespaces \"a\": Precondition failed: UID in "
        + "precondition: other, UID in object meta: u"
    ),
  ])
  func `a precondition that does not hold is a conflict`(
    resource: Resource, options: DeleteOptions, message: String
  ) {
    let object = JSONValue.staged(
      resource, "a", metadata: ["uid": "u", "resourceVersion": "7"])
    let status = #expect(throws: Status.self) { try plan(object, resource, options) }
    #expect(status?.message == message)
    #expect(status?.code == 409)
  }

  @Test func `a deletion ends with the last finalizer and not before`() {
    let held = JSONValue.staged(
      .stagedConfigMap, "a",
      metadata: ["deletionTimestamp": mark, "deletionGracePeriodSeconds": 0, "finalizers": ["h"]])
    var free = held
    free["metadata"]?["finalizers"] = nil
    #expect(DeletionPlan.isFinished(by: free, replacing: held, of: .stagedConfigMap))
    #expect(!DeletionPlan.isFinished(by: held, replacing: held, of: .stagedConfigMap))
    var alive = held
    alive["metadata"]?["deletionTimestamp"] = nil
    #expect(!DeletionPlan.isFinished(by: free, replacing: alive, of: .stagedConfigMap))
    var graceful = held
    graceful["metadata"]?["deletionGracePeriodSeconds"] = 30
    #expect(!DeletionPlan.isFinished(by: free, replacing: graceful, of: .stagedConfigMap))
  }

  @Test func `a namespace ends with the last finalizer of both kinds`() throws {
    let old = try #require(try plan(.stagedNamespace("x"), .stagedNamespace).update)
    #expect(!DeletionPlan.isFinished(by: old, replacing: old, of: .stagedNamespace))
    var new = old
    new["spec"] = ["finalizers": []]
    #expect(DeletionPlan.isFinished(by: new, replacing: old, of: .stagedNamespace))
    new["metadata"]?["finalizers"] = ["h"]
    #expect(!DeletionPlan.isFinished(by: new, replacing: old, of: .stagedNamespace))
  }
}

import JSON
import KubernetesAPI
import Testing
import Wire

@testable import Sandbox

@Suite struct DeleteTests {
  @Test func `a pod without a node is marked and removed in one go`() throws {
    let store = ObjectStore()
    let pod = try store.write { $0.put(.pods, .staged(.stagedPod, "a", in: "x")) }
    let deletion = try store.write { transaction throws(Status) in
      try transaction.delete(.stagedPod, pod, DeleteOptions(), now: .then)
    }
    #expect(deletion.isRemoved)
    #expect(try store.changes(after: 2).map(\.kind) == [.modified, .deleted])
    #expect(deletion.answer["kind"] == "Pod")
    #expect(deletion.answer["metadata", "deletionGracePeriodSeconds"] == 0)
    #expect(deletion.answer["metadata", "resourceVersion"] == "4")
  }

  @Test func `the answer for what is gone is a status that names it`() throws {
    let store = ObjectStore()
    let object = try store.write { transaction in
      transaction.put(
        Resource.stagedDeployment.groupResource,
        .staged(.stagedDeployment, "a", in: "x", metadata: ["uid": "u"]))
    }
    let deletion = try store.write { transaction throws(Status) in
      try transaction.delete(.stagedDeployment, object, .background, now: .then)
    }
    let text = String(decoding: deletion.answer.encoded(), as: UTF8.self)
    #expect(
      text == """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success",\
        "details":{"name":"a","group":"apps","kind":"deployments","uid":"u"}}
        """)
    #expect(deletion.code(.background) == 200)
  }

  @Test func `what waits is answered as it is, and accepted when dependents go first`() throws {
    let store = ObjectStore()
    let object = try store.write { transaction in
      transaction.put(
        Resource.stagedConfigMap.groupResource,
        .staged(.stagedConfigMap, "a", in: "x", metadata: ["finalizers": ["h"]]))
    }
    let options = DeleteOptions(orphanDependents: false)
    let deletion = try store.write { transaction throws(Status) in
      try transaction.delete(.stagedConfigMap, object, options, now: .then)
    }
    #expect(deletion.answer["metadata", "deletionTimestamp"] == .time(.then))
    #expect(deletion.code(options) == 202)
    #expect(deletion.code(DeleteOptions()) == 200)
  }

  @Test func `an update without the last finalizer ends the deletion at the former state`() throws {
    let store = ObjectStore()
    let resource = Resource.stagedConfigMap
    let old = try store.write { transaction throws(Status) in
      let object = transaction.put(
        resource.groupResource, .staged(resource, "a", in: "x", metadata: ["finalizers": ["h"]]))
      return try transaction.delete(resource, object, .background, now: .then).object
    }
    var new = old.value
    new["metadata"]?["finalizers"] = nil
    let free = new
    #expect(try store.write { $0.replace(resource, old, with: free) } == nil)
    let last = try store.changes(after: 3).last
    #expect(last?.kind == .deleted)
    #expect(last?.object.value.finalizers == ["h"])
  }

  @Test(arguments: [
    (
      DeleteOptions(orphanDependents: true, propagationPolicy: "Orphan"),
      "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\": "
        + "orphanDependents and deletionPropagation cannot be both set"
    ),
    (
      DeleteOptions(propagationPolicy: "Never"),
      "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: "
        + "\"Never\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""
    ),
  ])
  func `options that contradict themselves are refused`(options: DeleteOptions, message: String) {
    #expect(throws: Status.self) { try options.validate() }
    do throws(Status) { try options.validate() } catch { #expect(error.message == message) }
  }

  @Test func `options are read from a body and from a query`() {
    let body: JSONValue = [
      "kind": "DeleteOptions", "gracePeriodSeconds": 5, "propagationPolicy": "Foreground",
      "preconditions": ["uid": "u", "resourceVersion": "7"], "dryRun": ["All"],
    ]
    #expect(
      DeleteOptions(body)
        == DeleteOptions(
          gracePeriodSeconds: 5, propagationPolicy: "Foreground", uid: "u", resourceVersion: "7",
          dryRun: ["All"]))
    #expect(
      DeleteOptions(Query(parsing: "gracePeriodSeconds=5&orphanDependents=false&dryRun=All"))
        == DeleteOptions(gracePeriodSeconds: 5, orphanDependents: false, dryRun: ["All"]))
  }
}

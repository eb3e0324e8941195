import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct NamespaceControllerTests {
  private func cluster() -> StagedCluster {
    var cluster = StagedCluster()
    cluster.put(.stagedNamespace, .stagedNamespace("x"))
    cluster.put(.stagedNamespace, .stagedNamespace("y"))
    cluster.controllers.settle()
    return cluster
  }

  @Test func `a namespace goes with everything in it, step by step as the real one`() throws {
    var cluster = cluster()
    cluster.put(.stagedWidget, .staged(.stagedWidget, "w", in: "x"))
    cluster.put(.stagedConfigMap, .staged(.stagedConfigMap, "kept", in: "y"))
    let start = cluster.store.revision
    try cluster.delete(.stagedNamespace, "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedNamespace) == ["y"])
    #expect(cluster.store.objects(Resource.stagedWidget.groupResource).isEmpty)
    #expect(cluster.names(.stagedConfigMap) == ["kept", "kube-root-ca.crt"])
    let steps = try cluster.store.changes(after: start).filter { $0.resource == .namespaces }
    #expect(steps.map(\.kind) == [.modified, .modified, .deleted])
    let last = steps.last?.object.value
    #expect(last?["spec", "finalizers"] == ["kubernetes"])
    let status = String(decoding: (last?["status"] ?? .null).encoded(), as: UTF8.self)
    // As recorded of a real control plane.
    #expect(
      status == """
        {"phase":"Terminating","conditions":[\
        {"type":"NamespaceDeletionDiscoveryFailure","status":"False",\
        "lastTransitionTime":"2026-11-21T23:26:34Z","reason":"ResourcesDiscovered",\
        "message":"All resources successfully discovered"},\
        {"type":"NamespaceDeletionGroupVersionParsingFailure","status":"False",\
        "lastTransitionTime":"2026-11-21T23:26:34Z","reason":"ParsedGroupVersions",\
        "message":"All legacy kube types successfully parsed"},\
        {"type":"NamespaceDeletionContentFailure","status":"False",\
        "lastTransitionTime":"2026-11-21T23:26:34Z","reason":"ContentDeleted",\
        "message":"All content successfully deleted, may be waiting on finalization"},\
        {"type":"NamespaceContentRemaining","status":"False",\
        "lastTransitionTime":"2026-11-21T23:26:34Z","reason":"ContentRemoved",\
        "message":"All content successfully removed"},\
        {"type":"NamespaceFinalizersRemaining","status":"False",\
        "lastTransitionTime":"2026-11-21T23:26:34Z","reason":"ContentHasNoFinalizers",\
        "message":"All content-preserving finalizers finished"}]}
        """)
    let manager = last?["metadata", "managedFields"]?.array?.last
    #expect(manager?["manager"] == "kube-controller-manager")
    #expect(manager?["subresource"] == "status")
  }

  @Test func `what holds a namespace is said in its status`() throws {
    var cluster = cluster()
    for name in ["a", "b"] {
      cluster.put(
        .stagedConfigMap,
        .staged(.stagedConfigMap, name, in: "x", metadata: ["finalizers": ["example.com/h"]]))
    }
    cluster.put(
      .stagedWidget, .staged(.stagedWidget, "w", in: "x", metadata: ["finalizers": ["h"]]))
    try cluster.delete(.stagedNamespace, "x")
    cluster.controllers.settle()
    let namespace = cluster.object(.stagedNamespace, "x")
    #expect(
      namespace?.condition("NamespaceContentRemaining")?["message"]?.string
        == "Some resources are remaining: configmaps. has 2 resource instances, "
        + "widgets.lab.example.com has 1 resource instances")
    #expect(
      namespace?.condition("NamespaceFinalizersRemaining")?["message"]?.string
        == "Some content in the namespace has finalizers remaining: example.com/h in 2 resource "
        + "instances, h in 1 resource instances")
    #expect(namespace?.condition("NamespaceDeletionContentFailure")?["status"] == "False")
    let revision = cluster.store.revision
    cluster.controllers.settle()
    #expect(cluster.store.revision == revision)

    let free: @Sendable (inout JSONValue) -> Void = { $0["metadata"]?["finalizers"] = .none }
    try cluster.update(.stagedConfigMap, "a", in: "x", free)
    try cluster.update(.stagedConfigMap, "b", in: "x", free)
    cluster.controllers.settle()
    #expect(cluster.object(.stagedNamespace, "x") != nil)
    try cluster.update(.stagedWidget, "w", in: "x", free)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedNamespace) == ["y"])
  }

  @Test func `pods with time hold everything else back`() throws {
    var cluster = cluster()
    cluster.put(
      .stagedPod,
      .staged(
        .stagedPod, "p", in: "x",
        ["spec": ["nodeName": "n", "terminationGracePeriodSeconds": 30]]))
    cluster.put(.stagedConfigMap, .staged(.stagedConfigMap, "a", in: "x"))
    try cluster.delete(.stagedNamespace, "x")
    cluster.controllers.settle()
    #expect(cluster.object(.stagedConfigMap, "a", in: "x")?.isBeingDeleted == false)
    #expect(cluster.object(.stagedPod, "p", in: "x")?.isBeingDeleted == true)
    try cluster.delete(.stagedPod, "p", in: "x", DeleteOptions(gracePeriodSeconds: 0))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedNamespace) == ["y"])
  }

  @Test func `a finalizer in the metadata holds a namespace that is empty`() throws {
    var cluster = cluster()
    try cluster.update(.stagedNamespace, "x") {
      $0.setMetadata("finalizers", ["h"], isSorted: false)
    }
    try cluster.delete(.stagedNamespace, "x")
    cluster.controllers.settle()
    #expect(cluster.object(.stagedNamespace, "x")?["spec", "finalizers"] == [])
    try cluster.update(.stagedNamespace, "x") { $0["metadata"]?["finalizers"] = .none }
    #expect(cluster.names(.stagedNamespace) == ["y"])
  }

  @Test func `every namespace has its account and its certificate, again and again`() throws {
    var cluster = cluster()
    #expect(cluster.names(.stagedServiceAccount, in: "x") == ["default"])
    let map = cluster.object(.stagedConfigMap, "kube-root-ca.crt", in: "x")
    #expect(map?["data"] == ["ca.crt": "PEM"])
    #expect(
      map?["metadata"]?.object?.keys == [
        "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "annotations",
        "managedFields",
      ])
    try cluster.delete(.stagedServiceAccount, "default", in: "x")
    try cluster.delete(.stagedConfigMap, "kube-root-ca.crt", in: "x")
    try cluster.update(.stagedConfigMap, "kube-root-ca.crt", in: "y") { $0["data"] = [:] }
    cluster.controllers.settle()
    #expect(cluster.names(.stagedServiceAccount, in: "x") == ["default"])
    #expect(
      cluster.object(.stagedConfigMap, "kube-root-ca.crt", in: "x")?["data"]
        == ["ca.crt": "PEM"])
    #expect(
      cluster.object(.stagedConfigMap, "kube-root-ca.crt", in: "y")?["data"]
        == ["ca.crt": "PEM"])
  }
}

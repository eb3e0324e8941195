import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct GarbageCollectorTests {
  private let foreground = DeleteOptions(propagationPolicy: "Foreground")

  /// A namespace `x` with the ConfigMaps of these names.
  private func cluster(_ names: String...) -> StagedCluster {
    let cluster = StagedCluster()
    for name in names { cluster.put(.stagedConfigMap, .staged(.stagedConfigMap, name, in: "x")) }
    return cluster
  }

  private func child(
    _ name: String, of owners: String..., blocks: Bool = false, finalizers: [String] = []
  ) -> JSONValue {
    .staged(
      .stagedConfigMap, name, in: "x",
      metadata: .owned(
        by: owners.map { (.stagedConfigMap, $0) }, blocks: blocks, finalizers: finalizers))
  }

  @Test func `what is owned goes after its owner, down to the last grandchild`() throws {
    var cluster = cluster("a", "other")
    cluster.put(.stagedConfigMap, child("b", of: "a"))
    cluster.put(.stagedConfigMap, child("c", of: "b"))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["a", "b", "c", "other"])
    try cluster.delete(.stagedConfigMap, "a", in: "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["other"])
  }

  @Test func `an owner that never was is as good as one that is gone`() {
    var cluster = cluster()
    cluster.put(.stagedConfigMap, child("b", of: "never"))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `an owner of the same name with another identity is another`() {
    var cluster = cluster("a")
    var orphan = child("b", of: "a")
    orphan["metadata"]?["ownerReferences"] = [
      ["apiVersion": "v1", "kind": "ConfigMap", "name": "a", "uid": "former"]
    ]
    cluster.put(.stagedConfigMap, orphan)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["a"])
  }

  @Test func `one of two owners is enough, and the other's reference goes`() throws {
    var cluster = cluster("a", "b")
    cluster.put(.stagedConfigMap, child("c", of: "a", "b"))
    try cluster.delete(.stagedConfigMap, "a", in: "x")
    cluster.controllers.settle()
    #expect(cluster.object(.stagedConfigMap, "c", in: "x")?.owners.map(\.name) == ["b"])
    try cluster.delete(.stagedConfigMap, "b", in: "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `in the foreground the dependents go first`() throws {
    var cluster = cluster("a")
    cluster.put(.stagedConfigMap, child("b", of: "a", blocks: true, finalizers: ["h"]))
    cluster.put(.stagedConfigMap, child("c", of: "a", blocks: true))
    try cluster.delete(.stagedConfigMap, "a", in: "x", foreground)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["a", "b"])
    #expect(cluster.object(.stagedConfigMap, "a", in: "x")?.finalizers == ["foregroundDeletion"])
    #expect(cluster.object(.stagedConfigMap, "b", in: "x")?.isBeingDeleted == true)
    try cluster.update(.stagedConfigMap, "b", in: "x") { $0["metadata"]?["finalizers"] = .none }
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `a dependent that does not block is not waited for`() throws {
    var cluster = cluster("a")
    cluster.put(.stagedConfigMap, child("b", of: "a", finalizers: ["h"]))
    try cluster.delete(.stagedConfigMap, "a", in: "x", foreground)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["b"])
    #expect(cluster.object(.stagedConfigMap, "b", in: "x")?.isBeingDeleted == true)
  }

  @Test func `an unblocked dependent lets its owner go`() throws {
    var cluster = cluster("a")
    cluster.put(.stagedConfigMap, child("b", of: "a", blocks: true, finalizers: ["h"]))
    try cluster.delete(.stagedConfigMap, "a", in: "x", foreground)
    cluster.controllers.settle()
    try cluster.update(.stagedConfigMap, "b", in: "x") {
      $0["metadata"]?["ownerReferences"] = .none
    }
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["b"])
  }

  @Test func `the foreground reaches through the generations`() throws {
    var cluster = cluster("a")
    cluster.put(.stagedConfigMap, child("b", of: "a", blocks: true))
    cluster.put(.stagedConfigMap, child("c", of: "b", blocks: true))
    try cluster.delete(.stagedConfigMap, "a", in: "x", foreground)
    let start = cluster.store.revision
    cluster.controllers.settle()
    let deleted = try cluster.store.changes(after: start).filter { $0.kind == .deleted }
    #expect(deleted.map(\.object.name) == ["c", "b", "a"])
  }

  @Test func `two that own each other do not wait for ever`() throws {
    var cluster = cluster()
    cluster.put(.stagedConfigMap, child("a", of: "b", blocks: true))
    cluster.put(.stagedConfigMap, child("b", of: "a", blocks: true))
    try cluster.delete(.stagedConfigMap, "a", in: "x", foreground)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `orphans lose the reference and nothing else`() throws {
    var cluster = cluster("a")
    cluster.put(.stagedConfigMap, child("b", of: "a", blocks: true))
    try cluster.delete(.stagedConfigMap, "a", in: "x", DeleteOptions(propagationPolicy: "Orphan"))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["b"])
    let metadata = cluster.object(.stagedConfigMap, "b", in: "x")?["metadata"]
    #expect(metadata?.object?.keys.contains("ownerReferences") == false)
  }

  @Test func `a reference that goes is no longer managed by anybody`() throws {
    var cluster = cluster("a")
    var managed = child("b", of: "a")
    let reference: JSONValue = [".": [:], "k:{\"uid\":\"configmaps/x/a\"}": [:]]
    managed["metadata"]?["managedFields"] = [
      ["manager": "one", "fieldsV1": ["f:metadata": ["f:ownerReferences": reference]]],
      [
        "manager": "two",
        "fieldsV1": ["f:data": [:], "f:metadata": ["f:ownerReferences": reference]],
      ],
    ]
    cluster.put(.stagedConfigMap, managed)
    try cluster.delete(.stagedConfigMap, "a", in: "x", DeleteOptions(propagationPolicy: "Orphan"))
    cluster.controllers.settle()
    #expect(
      cluster.object(.stagedConfigMap, "b", in: "x")?["metadata", "managedFields"]
        == [["manager": "two", "fieldsV1": ["f:data": [:]]]])
  }

  @Test func `a cluster-scoped owner has dependents in namespaces`() throws {
    var cluster = cluster()
    cluster.put(.stagedNode, .staged(.stagedNode, "n"))
    cluster.put(
      .stagedConfigMap,
      .staged(.stagedConfigMap, "b", in: "x", metadata: .owned(by: [(.stagedNode, "n")])))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["b"])
    try cluster.delete(.stagedNode, "n")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `an owner in another namespace is none`() {
    var cluster = cluster("a")
    var foreign = child("b", of: "a")
    foreign["metadata"]?["namespace"] = "y"
    cluster.put(.stagedConfigMap, foreign)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["a"])
  }

  @Test func `a cluster-scoped object with a namespaced owner is left alone`() {
    var cluster = cluster()
    cluster.put(
      .stagedNode,
      .staged(.stagedNode, "n", metadata: .owned(by: [(.stagedConfigMap, "gone")])))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedNode) == ["n"])
  }

  @Test func `an owner of an unknown kind is waited for`() {
    var cluster = StagedCluster(more: [])
    cluster.put(
      .stagedConfigMap,
      .staged(.stagedConfigMap, "b", in: "x", metadata: .owned(by: [(.stagedWidget, "w")])))
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap) == ["b"])
    cluster.catalog.serve(.stagedWidget)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `an owner that went together with its kind is gone`() throws {
    var cluster = cluster()
    cluster.put(.stagedWidget, .staged(.stagedWidget, "w", in: "x"))
    cluster.put(
      .stagedConfigMap,
      .staged(.stagedConfigMap, "b", in: "x", metadata: .owned(by: [(.stagedWidget, "w")])))
    cluster.controllers.settle()
    try cluster.delete(.stagedWidget, "w", in: "x")
    cluster.catalog.withdraw(Resource.stagedWidget.groupResource)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }

  @Test func `many dependents of one owner go`() throws {
    var cluster = cluster("a")
    let children = (0..<2_000).map { child("child-\($0)", of: "a") }
    try cluster.store.write { transaction in
      for child in children { _ = transaction.put(Resource.stagedConfigMap.groupResource, child) }
    }
    cluster.controllers.settle()
    try cluster.delete(.stagedConfigMap, "a", in: "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedConfigMap).isEmpty)
  }
}

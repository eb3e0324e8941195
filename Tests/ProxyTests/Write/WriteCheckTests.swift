import JSON
import Ownership
import Testing

@testable import Proxy

@Suite("What a widened write may not change")
struct WriteCheckTests {
  /// A change of an object, and the field that keeps it from being made; nil when it may be.
  struct Row: Sendable, CustomTestStringConvertible {
    let patch: JSONValue
    let field: String?
    var isDeletion = false
    var testDescription: String { "\(patch)" }

    init(_ patch: JSONValue, _ field: String?, isDeletion: Bool = false) {
      (self.patch, self.field, self.isDeletion) = (patch, field, isDeletion)
    }
  }

  static let nodes = [
    Row([:], nil),
    Row(["spec": ["unschedulable": true, "taints": [["key": "a", "effect": "NoSchedule"]]]], nil),
    Row(["metadata": ["labels": ["a": "b"], "annotations": ["a": nil]]], nil),
    Row(["metadata": ["resourceVersion": "2", "generation": 4]], nil),
    Row(["metadata": ["labels": ["pool": "gas"]]], "metadata.labels[pool]"),
    Row(["metadata": ["labels": ["pool": nil]]], "metadata.labels[pool]"),
    Row(["metadata": ["labels": nil]], "metadata.labels[node-restriction.kubernetes.io/tier]"),
    Row(["metadata": ["labels": ["zone": "1"]]], "metadata.labels[zone]"),
    Row(
      ["metadata": ["labels": ["capsule.clastix.io/tenant": "gas"]]],
      "metadata.labels[capsule.clastix.io/tenant]"),
    Row(
      ["metadata": ["labels": ["node-restriction.kubernetes.io/tier": "b"]]],
      "metadata.labels[node-restriction.kubernetes.io/tier]"),
    Row(
      ["metadata": ["labels": ["node-restriction.kubernetes.io/new": ""]]],
      "metadata.labels[node-restriction.kubernetes.io/new]"),
    Row(
      ["metadata": ["labels": ["x.node-restriction.kubernetes.io/new": ""]]],
      "metadata.labels[x.node-restriction.kubernetes.io/new]"),
    Row(["metadata": ["labels": ["notnode-restriction.kubernetes.io/new": ""]]], nil),
    Row(["metadata": ["name": "worker-2"]], "metadata.name"),
    Row(["metadata": ["uid": "uid-2"]], "metadata.uid"),
    Row(
      ["metadata": ["ownerReferences": [["kind": "Node", "name": "x", "uid": "y"]]]],
      "metadata.ownerReferences"),
    Row(["metadata": ["ownerReferences": []]], nil),
    Row(["metadata": ["finalizers": ["a/b"]]], "metadata.finalizers"),
    Row(["metadata": ["finalizers": ["orphan"]]], "metadata.finalizers"),
    Row(["metadata": ["finalizers": []]], nil),
    Row(["metadata": ["finalizers": ["foregroundDeletion"]]], nil, isDeletion: true),
    Row(["metadata": ["finalizers": ["a/b"]]], "metadata.finalizers", isDeletion: true),
  ]

  static let defaults = [
    Row(
      ["metadata": ["annotations": ["storageclass.kubernetes.io/is-default-class": "true"]]],
      "metadata.annotations[storageclass.kubernetes.io/is-default-class]"),
    Row(
      ["metadata": ["annotations": ["storageclass.beta.kubernetes.io/is-default-class": "false"]]],
      "metadata.annotations[storageclass.beta.kubernetes.io/is-default-class]"),
    Row(
      ["metadata": ["annotations": ["ingressclass.kubernetes.io/is-default-class": "true"]]],
      "metadata.annotations[ingressclass.kubernetes.io/is-default-class]"),
    Row(["globalDefault": true], "globalDefault"),
  ]

  private static func fault(
    _ row: Row, _ resource: FilteredResource, _ object: JSONValue, allowsDefaults: Bool
  ) throws -> String? {
    let check = WriteCheck(
      selection: try WriteScene.selection(of: resource), decidingLabels: ["pool", "zone"],
      allowsClusterDefaults: allowsDefaults)
    return check.fault(
      from: try ObjectState(object), to: try ObjectState(PatchModel.merge(row.patch, into: object)),
      isDeletion: row.isDeletion)?.field
  }

  @Test(arguments: nodes)
  func `of a node`(_ row: Row) throws {
    #expect(
      try Self.fault(row, .nodes, WriteScene.node, allowsDefaults: false) == row.field)
  }

  @Test(arguments: defaults)
  func `of what the cluster takes by default, unless it is allowed`(_ row: Row) throws {
    let object = WriteScene.storageClass
    #expect(
      try Self.fault(row, .storageClasses, object, allowsDefaults: false) == row.field)
    #expect(try Self.fault(row, .storageClasses, object, allowsDefaults: true) == nil)
    // Taking it away is a change too.
    let with = PatchModel.merge(row.patch, into: object)
    let away = Row(["metadata": ["annotations": nil], "globalDefault": nil], row.field)
    #expect(try Self.fault(away, .storageClasses, with, allowsDefaults: false) == row.field)
  }

  @Test func `out of what the caller owns, whatever decided it`() throws {
    let check = WriteCheck(
      selection: try WriteScene.selection(of: .nodes), decidingLabels: [],
      allowsClusterDefaults: false)
    let moved = PatchModel.merge(["metadata": ["labels": ["pool": "gas"]]], into: WriteScene.node)
    let fault = check.fault(
      from: try ObjectState(WriteScene.node), to: try ObjectState(moved), isDeletion: false)
    #expect(fault?.field == "metadata")
  }
}

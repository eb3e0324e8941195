import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

struct SelectableFieldTests {
  @Test(arguments: [
    ("pods", "spec.nodeName", "n"), ("pods", "status.phase", "Running"),
    ("pods", "spec.hostNetwork", "false"), ("pods", "status.podIP", ""),
    ("events", "involvedObject.kind", "Pod"), ("events", "source", "kubelet"),
    ("nodes", "spec.unschedulable", "false"), ("namespaces", "status.phase", "Running"),
    ("namespaces", "name", "x"), ("secrets", "type", "Opaque"),
    ("replicasets", "status.replicas", "0"), ("jobs", "status.successful", "0"),
  ])
  func `fields can be selected`(_ plural: String, _ field: String, _ value: String) throws {
    let object: JSONValue = [
      "metadata": ["name": "x"], "type": "Opaque", "source": ["component": "kubelet"],
      "involvedObject": ["kind": "Pod"], "spec": ["nodeName": "n"],
      "status": ["phase": "Running"],
    ]
    let resource = try #require(BuiltinResources.all.first { $0.names.plural == plural })
    #expect(resource.strategy.selectableField(field, of: object) == value)
    // A field is known even where it is empty.
    #expect(resource.strategy.selectableField(field, of: .object([:])) != nil)
    #expect(resource.strategy.selectableField("spec.nothing", of: object) == nil)
  }
}

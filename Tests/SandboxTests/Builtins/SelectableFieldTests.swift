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

  @Test func `annotations of a deployment count as changes`() {
    let old: JSONValue = ["metadata": ["name": "d", "generation": 4]]
    var new = old
    new[at: ["metadata", "annotations", "a"]] = "b"
    WorkloadStrategy(.deployment).prepareForUpdate(&new, old: old, subresource: "")
    #expect(new["metadata", "generation"] == 5)
  }

  @Test func `services keep what they were given`() {
    var service: JSONValue = [
      "metadata": ["name": "s", "namespace": "n"],
      "spec": ["type": "NodePort", "ports": [["port": 80, "protocol": "TCP"]]],
    ]
    let sent = service
    ServiceStrategy().prepareForCreate(&service)
    let port = service.items("spec", "ports")[0].integer("nodePort")
    #expect((30_000...32_767).contains(port))
    #expect(service.text("spec", "clusterIP").hasPrefix("10.96."))
    var again = sent
    ServiceStrategy().prepareForUpdate(&again, old: service, subresource: "")
    #expect(again["spec"] == service["spec"])
    again[at: ["spec", "type"]] = "ExternalName"
    ServiceStrategy().prepareForUpdate(&again, old: service, subresource: "")
    #expect(again["spec", "clusterIP"] == nil)
  }
}

import JSON
import Testing

@testable import Sandbox

struct PreparationTests {
  @Test func `a namespace has its name as a label once it has one`() {
    var namespace: JSONValue = ["metadata": ["generateName": "oil-"]]
    NamespaceStrategy().setDefaults(&namespace)
    #expect(namespace["metadata", "labels"] == nil)
    namespace[at: ["metadata", "name"]] = "oil-x2b4c"
    NamespaceStrategy().prepareForCreate(&namespace)
    #expect(namespace.labels == ["kubernetes.io/metadata.name": "oil-x2b4c"])
    #expect(namespace["spec", "finalizers"] == ["kubernetes"])
    #expect(namespace["status"] == ["phase": "Active"])
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

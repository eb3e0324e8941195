import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct DefinitionControllerTests {
  private let name = "widgets.lab.example.com"

  private func definition(isEstablished: Bool) -> JSONValue {
    .staged(
      .stagedDefinition, name,
      [
        "spec": [
          "group": "lab.example.com", "scope": "Namespaced",
          "names": ["plural": "widgets", "kind": "Widget"],
        ],
        "status": [
          "conditions": [
            ["type": "Established", "status": .string(isEstablished ? "True" : "False")]
          ]
        ],
      ])
  }

  @Test func `a definition takes its objects with it`() throws {
    var cluster = StagedCluster()
    cluster.put(.stagedDefinition, definition(isEstablished: true))
    cluster.put(.stagedWidget, .staged(.stagedWidget, "a", in: "x"))
    cluster.put(
      .stagedWidget, .staged(.stagedWidget, "b", in: "y", metadata: ["finalizers": ["h"]]))
    try cluster.delete(.stagedDefinition, name)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedWidget) == ["b"])
    #expect(
      cluster.object(.stagedDefinition, name)?.condition("Terminating")?["reason"]
        == "InstanceDeletionInProgress")
    try cluster.update(.stagedWidget, "b", in: "y") { $0["metadata"]?["finalizers"] = .none }
    cluster.controllers.settle()
    #expect(cluster.names(.stagedDefinition).isEmpty)
  }

  @Test func `a definition that was never established goes at once`() throws {
    var cluster = StagedCluster()
    cluster.put(.stagedDefinition, definition(isEstablished: false))
    try cluster.delete(.stagedDefinition, name)
    cluster.controllers.settle()
    #expect(cluster.names(.stagedDefinition).isEmpty)
  }

  @Test func `a new definition is established by what is given for it`() {
    var lifecycle = Lifecycle.staged
    lifecycle.established = { definition, all in
      guard definition["status", "all"] == nil else { return nil }
      var definition = definition
      definition[at: ["status", "all"]] = .int(all.count)
      return definition
    }
    var cluster = StagedCluster(lifecycle)
    cluster.put(.stagedDefinition, definition(isEstablished: false))
    cluster.controllers.settle()
    #expect(cluster.object(.stagedDefinition, name)?["status", "all"] == 1)
  }
}

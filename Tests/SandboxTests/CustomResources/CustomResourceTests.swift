import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct CustomResourceTests {
  @Test func `a recorded definition makes the resource it describes`() throws {
    let resource = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    #expect(resource.group == "lab.example.com")
    #expect(resource.names.shortNames == ["wd"])
    #expect(!resource.isNamespaced)
    #expect(resource.versions.map(\.name) == ["v1"])
    #expect(resource.storageVersion.subresources.map(\.name) == ["status"])
    #expect(resource.storageVersion.columns.map(\.name) == ["Name", "Color", "Age"])
  }

  @Test func `a recorded object is written as it was sent`() throws {
    let resource = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    let list = try DefinitionFixtures.fixture("widgets.list.json")
    for item in list["items"]?.array ?? [] {
      let conformed = try resource.strategy.conform(item, to: resource.storageVersion)
      #expect(conformed.unknown.isEmpty)
      #expect(conformed.value.description == item.description)
    }
  }

  @Test func `the cells of a recorded table are those of its columns`() throws {
    let resource = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    let table = try DefinitionFixtures.fixture("widgets.list.table.json")
    let items = try DefinitionFixtures.fixture("widgets.list.json")["items"]?.array ?? []
    let columns = resource.storageVersion.columns
    let now: Int64 = 1_795_303_578  // Eight seconds after the objects were made.
    for (item, row) in zip(items, table["rows"]?.array ?? []) {
      #expect(columns.map { $0.cell(item, now) } == row["cells"]?.array)
    }
    let headers = columns.map { column -> JSONValue in
      [
        "name": .string(column.name), "type": .string(column.type),
        "format": .string(column.format), "description": .string(column.description),
        "priority": .int(column.priority),
      ]
    }
    #expect(headers == table["columnDefinitions"]?.array)
  }

  @Test func `versions stand by age and stability`() throws {
    let resource = try #require(CustomResource.resource(from: DefinitionFixtures.tenants()))
    #expect(resource.versions.map(\.name) == ["v1beta2", "v1beta1", "v1alpha1"])
    #expect(resource.storageVersion.name == "v1beta2")
  }

  @Test(arguments: [
    (#"{"spec":{"color":"red","shade":1}}"#, #"{"spec":{"color":"red"}}"#, ["spec.shade"]),
    (#"{"status":{"any":[{"thing":1}]}}"#, #"{"status":{"any":[{"thing":1}]}}"#, []),
    (#"{"top":{"a":1},"spec":{"size":3}}"#, #"{"spec":{"size":3}}"#, ["top"]),
    (#"{"spec":{"color":null}}"#, #"{"spec":{}}"#, []),
  ])
  func `what the schema does not know is dropped and told`(
    sent: String, kept: String, unknown: [String]
  ) throws {
    let resource = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    let object = try JSONValue(parsing: Array(sent.utf8))
    let conformed = try resource.strategy.conform(object, to: resource.storageVersion)
    #expect(conformed.value.description == kept)
    #expect(conformed.unknown == unknown)
  }

  @Test func `the status goes by its subresource only`() throws {
    let resource = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    let old: JSONValue = [
      "apiVersion": "lab.example.com/v1", "spec": ["size": 1], "status": ["a": 1],
    ]
    var new: JSONValue = [
      "apiVersion": "lab.example.com/v1", "spec": ["size": 2], "status": ["a": 2],
    ]
    var status = new
    resource.strategy.prepareForUpdate(&new, old: old, subresource: "")
    #expect(new == ["apiVersion": "lab.example.com/v1", "spec": ["size": 2], "status": ["a": 1]])
    resource.strategy.prepareForUpdate(&status, old: old, subresource: "status")
    #expect(
      status["spec"] == ["size": 1] && status["status"] == ["a": 2])
    resource.strategy.prepareForCreate(&new)
    #expect(new["status"] == nil)
    #expect(resource.strategy.countsGenerations && !resource.strategy.generationCountsStatus)
  }
}

import JSON
import Testing

@testable import Sandbox

struct RecordedTableTests {
  @Test(arguments: [
    ("namespaces", TableColumn.namespace), ("nodes", TableColumn.node),
    ("storageclasses", TableColumn.storageClass), ("priorityclasses", TableColumn.priorityClass),
    ("runtimeclasses", TableColumn.runtimeClass), ("ingressclasses", TableColumn.ingressClass),
    ("persistentvolumes", TableColumn.persistentVolume), ("clusterroles", TableColumn.standard),
    ("customresourcedefinitions", TableColumn.standard),
  ])
  func `columns and cells are those of a real server`(
    _ resource: String, _ columns: [TableColumn]
  ) throws {
    let recorded = try RecordedTable(resource == "customresourcedefinitions" ? "crds" : resource)
    let definitions = columns.map { column -> JSONValue in
      [
        "name": .string(column.name), "type": .string(column.type),
        "format": .string(column.format), "description": .string(column.description),
        "priority": .int(column.priority),
      ]
    }
    #expect(definitions == recorded.definitions)
    #expect(!recorded.cells.isEmpty)
    #expect(recorded.made(by: columns) == recorded.cells)
    let resources = BuiltinResources.all.filter { $0.names.plural == resource }
    #expect(resources.first?.versions[0].columns.map(\.name) == columns.map(\.name))
  }

  @Test(arguments: [
    (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (150, "2m30s"),
    (600, "10m"), (10_799, "179m"), (10_800, "3h"), (12_000, "3h20m"), (28_800, "8h"),
    (172_799, "47h"), (172_800, "2d"), (183_600, "2d3h"), (691_200, "8d"),
    (63_071_999, "729d"), (63_072_000, "2y"), (66_000_000, "2y33d"), (252_288_000, "8y"),
  ])
  func `durations are short`(_ seconds: Int64, _ text: String) {
    #expect(HumanDuration.text(seconds: seconds) == text)
  }

  @Test func `an object without a time is of unknown age`() {
    #expect(TableColumn.age.cell(["metadata": [:]], 100) == "<unknown>")
    let object: JSONValue = ["metadata": ["creationTimestamp": "1970-01-01T00:01:00Z"]]
    #expect(TableColumn.age.cell(object, 100) == "40s")
  }
}

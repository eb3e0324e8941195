import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

/// The rows of a real server's tables beside what the columns make of the same objects.
struct RecordedCellsTests {
  private static let tables = (try? RecordedTable.fixture("builtins.tables.json"))?.array ?? []

  /// Cells that depend on the moment of the recording.
  private static let moments = ["Age", "Last Seen", "First Seen", "Last Schedule"]

  @Test func `there are recordings`() { #expect(Self.tables.count > 25) }

  @Test(arguments: tables.indices)
  func `columns and cells are those of a real server`(_ place: Int) throws {
    let table = Self.tables[place]
    let name = GroupResource(group: table.text("group"), resource: table.text("resource"))
    let resource = try #require(BuiltinResources.all.first { $0.groupResource == name })
    let columns = resource.versions[0].columns
    let definitions = columns.map { column -> JSONValue in
      [
        "name": .string(column.name), "type": .string(column.type),
        "format": .string(column.format), "priority": .int(column.priority),
      ]
    }
    #expect(definitions == table.items("columns"))
    for row in table.items("rows") {
      let cells = zip(columns, row.items("cells")).map { column, cell in
        Self.moments.contains(column.name)
          ? cell : column.cell(row["object"] ?? .null, 1_795_651_200)
      }
      #expect(cells == row.items("cells"), "\(name)")
    }
  }
}

import JSON
import Wire

@testable import Sandbox

/// A recorded Table beside the recorded list of the same objects.
struct RecordedTable {
  let list: JSONValue
  let table: JSONValue

  init(_ resource: String) throws {
    list = try Self.fixture("\(resource).list.json")
    table = try Self.fixture("\(resource).list.table.json")
  }

  static func fixture(_ name: String, from file: String = #filePath) throws -> JSONValue {
    let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
    return try JSONValue(parsing: try FileContents.read("/\(folder)/Fixtures/\(name)"))
  }

  /// The columns as the table defines them.
  var definitions: [JSONValue] { table.items("columnDefinitions") }

  /// The cells, row by row; the ages are those of the recording.
  var cells: [[JSONValue]] { table.items("rows").map { $0.items("cells") } }

  /// What the columns make of the recorded objects.
  ///
  /// The moment is not recorded, so that an age is taken from the recording.
  func made(by columns: [TableColumn]) -> [[JSONValue]] {
    zip(list.items("items"), cells).map { object, recorded in
      zip(columns, recorded).map { column, cell in
        column.name == "Age" ? cell : column.cell(object, 0)
      }
    }
  }
}

import JSON
import Testing

@testable import Sandbox

@Suite struct CustomResourceColumnsTests {
  /// An object, and the cells a real server made of it on 26 November 2026.
  private static let object: JSONValue = [
    "spec": [
      "color": "red", "obj": ["b": 1, "a": "<x>"],
      "arr": [["t": "a", "v": 1], ["t": "b", "v": 2]], "count": 3, "bool": true,
      "flt": .number("1.5"), "nul": .null, "day": "2026-11-01T00:00:00Z",
    ]
  ]

  @Test(arguments: cells)
  func `a cell is what its column's type makes of the value`(
    type: String, path: String, cell: JSONValue
  ) throws {
    let columns = CustomResourceColumns.columns([
      ["name": "X", "type": .string(type), "jsonPath": .string(path)]
    ])
    #expect(columns.last?.cell(Self.object, 1_795_726_459) == cell)
  }

  @Test func `without columns there is the age`() {
    #expect(CustomResourceColumns.columns([]).map(\.name) == ["Name", "Age"])
  }

  private static let cells: [(String, String, JSONValue)] = [
    ("string", ".spec.color", "red"),
    ("string", ".spec.obj", #"{"a":"\u003cx\u003e","b":1}"#),
    ("string", ".spec.arr", #"[{"t":"a","v":1},{"t":"b","v":2}]"#),
    ("string", ".spec.count", "3"),
    ("string", ".spec.bool", "true"),
    ("string", ".spec.flt", "1.5"),
    ("string", ".spec.nul", "<no value>"),
    ("integer", ".spec.count", 3),
    ("integer", ".spec.flt", 1),
    ("number", ".spec.count", 3),
    ("number", ".spec.flt", .number("1.5")),
    ("boolean", ".spec.bool", true),
    ("boolean", ".spec.color", .null),
    ("date", ".spec.color", "<invalid>"),
    ("date", ".spec.day", "25d"),
    ("string", #".spec.arr[?(@.t=="b")].v"#, "2"),
    ("string", ".spec.arr[1].t", "b"),
    ("string", ".spec.arr[*].t", "a"),
    ("string", ".spec.none", .null),
    ("integer", ".spec.nul", .null),
  ]
}

import Harness
import JSON

/// What was measured, as a table on the screen and as JSON in a file.
struct Report {
  private(set) var measurements: [Measurement] = []

  /// Adds measurements and shows them at once.
  mutating func add(_ more: [Measurement]) {
    for measurement in more { print(Self.line(measurement)) }
    measurements += more
  }

  /// The heading of the table.
  static let heading = row(["", "value", "unit", "reference", "ratio"])

  private static func line(_ measurement: Measurement) -> String {
    row([
      measurement.name, Measurement.text(measurement.value), measurement.unit,
      measurement.reference.map(Measurement.text) ?? "",
      measurement.ratio.map(Measurement.text) ?? "",
    ])
  }

  private static func row(_ cells: [String]) -> String {
    zip(cells, [48, -10, 12, -10, -8]).map { cell, width in
      let space = String(repeating: " ", count: max(0, Int(width.magnitude) - cell.count))
      return width < 0 ? space + cell : cell + space
    }.joined(separator: " ")
  }

  /// Writes `.build/bench.json`.
  func write() throws {
    let bytes = JSONValue.array(measurements.map(\.json)).encoded()
    try Folder.existing(BuiltProgram.packageRoot + "/.build").write(bytes, to: "bench.json")
  }
}

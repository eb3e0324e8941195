/// The README or another page, by its headings.
struct Readme {
  /// A table's rows below its head, cell by cell.
  struct Table {
    let rows: [[String]]

    /// One column's cells.
    func column(_ index: Int) -> [String] {
      rows.map { $0.indices.contains(index) ? $0[index] : "" }
    }
  }

  private let lines: [Substring]

  static func read(_ path: String = "README.md") throws -> Readme {
    try Readme(text: Tree.text(path))
  }

  init(text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The first table after a heading.
  func table(under heading: String) throws -> Table {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("#") && $0.hasSuffix("# " + heading) })
    else { throw HouseError("no heading \(heading)") }
    let rows = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    guard rows.count > 2 else { throw HouseError("no table under \(heading)") }
    return Table(rows: rows.dropFirst(2).map(Self.cells))
  }

  /// `| a | b |` is `a` and `b`.
  private static func cells(_ row: Substring) -> [String] {
    row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
      String(cell.trimmingPrefix(/\s+/).reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}

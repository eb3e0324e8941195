import Harness

/// The page of the documentation that says what becomes of each kind of request.
///
/// Resources with the same rows share a table.
struct GuaranteePage {
  /// A table's rows: what is asked, and a cell a column.
  struct Row: Hashable, Sendable {
    let title: String
    let cells: [String]
  }

  static let file = BuiltProgram.packageRoot + "/Sources/bailiwick/Bailiwick.docc/Guarantees.md"

  /// Each resource's rows of reads, and of writes.
  var reads: [(resource: String, rows: [Row])] = []
  var writes: [(resource: String, rows: [Row])] = []

  var text: String {
    """
    # Guarantees

    What becomes of each kind of request of a tenant's owner: by resource, verb, form of the answer and kind of watch.

    This page is written by the tests that prove each of its cells, over the sandbox and over a real API server. In it,
    *filtered* means that the answer held what is theirs and nothing else; *empty*, that it held nothing; *passed*, that it was the API server's own answer to them, to
    the byte; *done*, that it was done though the API server alone would have forbidden it; and a number is the status of a refusal. In every
    case, an object of somebody else was there to be shown.

    ## Reading

    \(Self.tables(reads, headings: GuaranteedForm.headings))

    ## Changing

    The columns say who tries, and with whose object: an owner with the operations List, Update and Delete, or one with List.

    \(Self.tables(writes, headings: Self.attempts.map(\.heading)))

    """
  }

  /// Who tries to change what.
  static let attempts: [(heading: String, user: User, name: String)] = [
    ("Update, Delete: theirs", .gwen, GuaranteedResource.own),
    ("Update, Delete: another's", .gwen, GuaranteedResource.other),
    ("List: theirs", .gary, GuaranteedResource.own),
    ("List: another's", .gary, GuaranteedResource.other),
  ]

  private static func tables(
    _ sections: [(resource: String, rows: [Row])], headings: [String]
  ) -> String {
    var groups: [(resources: [String], rows: [Row])] = []
    for section in sections {
      if let index = groups.firstIndex(where: { $0.rows == section.rows }) {
        groups[index].resources.append(section.resource)
      } else {
        groups.append(([section.resource], section.rows))
      }
    }
    return groups.map { group in
      var lines = ["### " + group.resources.joined(separator: ", "), ""]
      lines.append("| | " + headings.joined(separator: " | ") + " |")
      lines.append("|---|" + headings.map { _ in "---|" }.joined())
      for row in group.rows {
        lines.append("| \(row.title) | " + row.cells.joined(separator: " | ") + " |")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

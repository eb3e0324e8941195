/// The values of a chart, as the lines of its `values.yaml` say them.
struct ChartValues {
  /// For each value that holds no others its path, what it is by default, and the comment above it:
  /// the rows of the page's table.
  let rows: [[String]]

  /// Reads a file in which each value is on a line of its own.
  init(text: String) {
    var rows: [[String]] = []
    var path: [String] = []
    var comment: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let level = line.prefix { $0 == " " }.count / 2
      let words = line.drop { $0 == " " }
      if words.hasPrefix("# ") {
        comment.append(String(words.dropFirst(2)))
        continue
      }
      if let colon = words.firstIndex(of: ":") {
        path = Array(path.prefix(level)) + [String(words[..<colon])]
        let standard = words[words.index(after: colon)...].drop { $0 == " " }
        if !standard.isEmpty {
          let name = path.joined(separator: ".")
          rows.append(["`\(name)`", "`\(standard)`", comment.joined(separator: " ")])
        }
      }
      comment = []
    }
    self.rows = rows
  }
}

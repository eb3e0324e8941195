import JSON
import Testing

/// What can be set in the chart, and what is said of it.
@Suite struct `The values of the chart` {
  /// The flags that the chart sets itself, and those that say what a pod knows or the flags are for.
  private static let own: Set<String> = [
    "listen", "admin-listen", "tls-cert-file", "tls-private-key-file", "client-ca-file",
    "group-prefix", "no-controllers", "no-self-service", "kubeconfig", "namespace",
    "shutdown-delay-duration", "shutdown-grace-period", "config", "impersonation",
  ]

  @Test func `are those of its page`() throws {
    let values = ChartValues(text: try Tree.text("\(Chart.folder)/values.yaml")).rows
    #expect(values.contains { $0[0] == "`image.repository`" })
    #expect(values.filter { $0[2].isEmpty } == [])
    let table = try Readme.read("\(Chart.folder)/README.md").table(under: "Values")
    #expect(table.rows == values, "\(values.map { $0.joined(separator: " | ") })")
  }

  @Test func `are read with their comments`() {
    let text = """
      # One
      # line.
      a: 1

      b:
        # Two.
        c: "x: y"
        d: {}
      """
    #expect(
      ChartValues(text: text).rows == [
        ["`a`", "`1`", "One line."], ["`b.c`", "`\"x: y\"`", "Two."], ["`b.d`", "`{}`", ""],
      ])
  }

  /// The README's table is held against the program.
  @Test func `hand on every flag but the chart's own`() throws {
    let flags = try Readme.read().table(under: "Configuration").column(0).map { cell in
      String(cell.drop { $0 == "`" || $0 == "-" }.prefix { $0 != " " && $0 != "`" })
    }
    #expect(Set(flags).isSuperset(of: Self.own))
    let schema = try JSONValue(parsing: Array(Tree.text("\(Chart.folder)/values.schema.json").utf8))
    let known = schema["properties", "flags"]?["propertyNames", "enum"]?.array ?? []
    #expect(known.compactMap(\.string) == flags.filter { !Self.own.contains($0) })
  }

  @Test func `are of the program's version`() throws {
    let chart = try #require(Chart.objects(in: Tree.text("\(Chart.folder)/Chart.yaml")).first)
    for name in ["version", "appVersion"] {
      let version = try #require(chart[name]?.string)
      #expect(try Tree.text("Sources/bailiwick/Version.swift").contains("\"\(version)\""))
    }
  }
}

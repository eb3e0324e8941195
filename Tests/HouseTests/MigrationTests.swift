import Testing

/// The pages for who comes from another program: what they promise is there.
@Suite struct `The pages of migration` {
  private static let folder = "Sources/bailiwick/Bailiwick.docc/"

  private static func flags() throws -> Set<String> {
    let readme = try Readme.read()
    let cells = try ["Configuration", "The flags of kubeconfig"].flatMap {
      try readme.table(under: $0).column(0)
    }
    return Set(cells.compactMap { $0.firstMatch(of: /--[a-z-]+/).map { String($0.output) } })
  }

  @Test(arguments: [
    ("MigrateFromCapsuleProxy.md", "Flags", 20), ("MigrateFromDispatch.md", "Dispatch", 8),
    ("MigrateFromDispatch.md", "Federation", 5),
  ])
  func `name flags that are there`(_ page: String, _ heading: String, _ count: Int) throws {
    let rows = try Readme.read(Self.folder + page).table(under: heading).column(1)
    #expect(rows.count >= count)
    let known = try Self.flags()
    let named = rows.flatMap { $0.matches(of: /--[a-z-]+/).map { String($0.output) } }
    #expect(!named.isEmpty)
    #expect(named.filter { !known.contains($0) } == [])
  }

  @Test func `name values that are there`() throws {
    let table = try Readme.read(Self.folder + "MigrateFromCapsuleProxy.md")
      .table(under: "Values of the chart")
    let known = Set(
      try Readme.read("\(Chart.folder)/README.md").table(under: "Values").column(0).map {
        $0.filter { $0 != "`" }
      })
    let named = table.column(1).flatMap { cell in
      cell.matches(of: /`([A-Za-z.]+)`/).map { String($0.1) }
    }.filter { $0 != "enabled" }
    #expect(named.count > 20)
    #expect(named.filter { !known.contains($0) } == [])
    // What is the same there is here too.
    let same = table.rows.filter { $0[1].hasPrefix("the same") }.flatMap { row in
      row[0].matches(of: /`([A-Za-z.]+)`/).map { String($0.1) }
    }
    #expect(same.count > 10)
    for name in same {
      #expect(known.contains { $0 == name || $0.hasPrefix(name + ".") }, "\(name)")
    }
  }
}

import Testing

/// What the page of the threat model says that the tests say too.
@Suite struct `The threat model` {
  @Test func `lists the threats that are tested`() throws {
    let suites = try ["Proxy", "Controllers"]
      .flatMap { try Tree.files(below: "Tests/\($0)Tests/Threats", endingWith: ".swift") }
      .sorted { ($0.split(separator: "/").last ?? "") < ($1.split(separator: "/").last ?? "") }
      .compactMap { path -> [String]? in
        let title = try Tree.text(path).firstMatch(of: /@Suite\("Threat \w+: ([^"]+)"/)?.1
        let name = path.split(separator: "/").last?.dropLast(".swift".count)
        guard let title, let name else { return nil }
        return [String(title), "`\(name)`"]
      }
    let page = try Readme.read("Sources/bailiwick/Bailiwick.docc/ThreatModel.md")
    let table = try page.table(under: "Threats and their tests")
    #expect(!suites.isEmpty)
    #expect(table.rows == suites, "\(suites.map { $0.joined(separator: " | ") })")
  }

  @Test func `is what the README leads to`() throws {
    #expect(
      try Tree.text("README.md").contains("(Sources/bailiwick/Bailiwick.docc/ThreatModel.md)"))
  }
}

import Harness
import JSON
import Testing

/// What the program says of itself.
@Suite(.timeLimit(.minutes(5))) struct `The help` {
  @Test(arguments: [
    ("--help", "help.txt"), ("serve --help", "help.serve.txt"),
    ("sandbox --help", "help.sandbox.txt"), ("check --help", "help.check.txt"),
    ("kubeconfig --help", "help.kubeconfig.txt"),
  ])
  func `is the text that was agreed on`(_ line: String, _ fixture: String) async throws {
    let finished = try await Self.bailiwick(line)
    let agreed = try Tree.text("Tests/Fixtures/\(fixture)")
    #expect(
      finished.output == agreed,
      "if it should be so: .build/debug/bailiwick \(line) >Tests/Fixtures/\(fixture)")
  }

  @Test func `names the version`() async throws {
    let version = try await Self.bailiwick("--version").output
    #expect(version.contains(/^[0-9]+\.[0-9]+\.[0-9]+\n$/))
    #expect(
      try Tree.text("Sources/bailiwick/Version.swift").contains("\"\(version.dropLast())\""))
  }

  /// A command, where its flags are, and one of them with its default.
  private static let commands = [
    ("serve", "Configuration", "--listen", "127.0.0.1:9443"),
    ("sandbox", "The flags of the sandbox", "--listen", "127.0.0.1:9443"),
    ("kubeconfig", "The flags of kubeconfig", "--duration", "1h"),
    ("check", "The flags of check", "--group-prefix", "bailiwick:"),
  ]

  @Test(arguments: commands)
  func `and the README have the same flags`(
    row: (command: String, heading: String, flag: String, standard: String)
  ) async throws {
    let (command, heading) = (row.command, row.heading)
    let dump = try await Self.bailiwick("\(command) --experimental-dump-help").output
    let flags = try Flag.all(of: command, in: JSONValue(parsing: Array(dump.utf8)))
    #expect(flags.contains { $0.name == row.flag && $0.standard == row.standard })
    let expected = flags.map(\.row)
    let table = try Readme.read().table(under: heading)
    #expect(table.rows == expected, "\(expected.map { $0.joined(separator: " | ") })")
  }

  private static func bailiwick(_ line: String) async throws -> Finished {
    let words = line.split(separator: " ").map(String.init)
    let finished = try await Run("bailiwick-house").run(BuiltProgram.bailiwick, words)
    guard finished.exitCode == 0, finished.errors.isEmpty else {
      throw HouseError("bailiwick \(line): \(finished.errors)")
    }
    return finished
  }
}

import JSON

/// The page of the documentation with every flag of every command, as the program itself tells them.
struct ConfigurePage {
  static let path = "Sources/bailiwick/Bailiwick.docc/Configure.md"

  /// A command's flags that belong together.
  struct Section: Equatable {
    let title: String
    let flags: [String]
  }

  /// What flags of `serve` are about, told by how their names begin, in the order of the page; the first
  /// that fits counts.
  private static let topics: [(title: String, beginnings: [String])] = [
    (
      "Where it listens, and where the API server is", ["listen", "plain-", "admin-", "kubeconfig"]
    ),
    ("Certificates", ["tls-", "client-ca-file"]),
    ("Who callers are", ["authentication", "requestheader-", "anonymous-paths"]),
    ("Tokens of an issuer", ["oidc-"]),
    (
      "What callers see and may do",
      ["visibility", "group-prefix", "allow-cluster", "no-self-service"]
    ),
    ("Limits", ["max-"]),
    (
      "Controllers",
      ["controllers", "no-controllers", "protected-", "federation-", "lease-", "namespace"]
    ),
    ("Logs", ["audit-", "log-"]),
  ]
  private static let rest = "Everything else"

  let text: String

  /// - Parameter flags: those of each command.
  init(serve: [Flag], kubeconfig: [Flag], sandbox: [Flag]) {
    let sections = (Self.topics.map(\.title) + [Self.rest]).compactMap { title -> String? in
      let own = serve.filter { Self.topic(of: $0) == title }
      return own.isEmpty ? nil : "### \(title)\n\n\(Self.table(own))"
    }
    text = """
      # Configure

      Every flag of every command. This page is written by a test out of the program itself.

      Flags are given as `--name value` or `--name=value`; those without a value are switches. One that may be given again is a list. In a
      pod they are the container's `args`; the [chart](../../../charts/bailiwick/README.md) sets those of files and addresses itself and hands on the others
      from its value `flags`. A flag that is wrong is told with what would be right, and the program does not start.

      ## bailiwick serve

      \(sections.joined(separator: "\n\n"))

      ## bailiwick kubeconfig

      \(Self.table(kubeconfig))

      ## bailiwick sandbox

      \(Self.table(sandbox))

      ## Tests

      `Tests/HouseTests/ConfigureTests.swift`. With `CONFIGURE_RECORD=1` in the environment it writes the page anew.

      """
  }

  static func topic(of flag: Flag) -> String {
    let name = flag.name.dropFirst(2)
    return topics.first { topic in topic.beginnings.contains { name.hasPrefix($0) } }?.title ?? rest
  }

  private static func table(_ flags: [Flag]) -> String {
    (["| flag | default | |", "|---|---|---|"]
      + flags.map { "| " + $0.row.joined(separator: " | ") + " |" }).joined(separator: "\n")
  }
}

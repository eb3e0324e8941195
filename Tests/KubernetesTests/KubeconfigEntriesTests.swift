import JSON
import Kubernetes
import Testing
import YAML

@Suite struct `Entries of a kubeconfig` {
  private let entries = KubeconfigEntries(
    cluster: "c", user: "u", context: "x", server: "https://proxy:9443",
    authority: Array("CA".utf8), namespace: "web", proof: .token("t"))

  private static func yaml(_ text: String) throws -> JSONValue {
    try YAML.documents(Array(text.utf8)).first ?? .null
  }

  private func merged(_ text: String) throws -> JSONValue {
    try entries.merged(into: Self.yaml(text), path: "/config")
  }

  private static let cluster = """
    {name: c, cluster: {server: 'https://proxy:9443', certificate-authority-data: Q0E=}}
    """
  private static let user = "{name: u, user: {token: t}}"
  private static let context = "{name: x, context: {cluster: c, user: u, namespace: web}}"

  @Test func `are a kubeconfig that is read again`() throws {
    let config = try Kubeconfig(document: entries.document, path: "/config")
    let access = try config.access { _ throws(FileFailure) in throw .missing }
    #expect(access.server == ServerAddress(host: "proxy", port: 9443))
    #expect(access.certificateAuthority == Array("CA".utf8))
    #expect(access.credential.token == .inline("t"))
    #expect(access.namespace == "web")
    #expect(try YAML.documents(YAML.encode(entries.document)) == [entries.document])
  }

  /// A kubeconfig, and what becomes of it.
  private static let rows = [
    // Nothing.
    (
      "",
      """
      {apiVersion: v1, kind: Config, current-context: x, clusters: [\(cluster)], users: [\(user)],
       contexts: [\(context)]}
      """
    ),
    (
      "null",
      "{apiVersion: v1, kind: Config, current-context: x, clusters: [\(cluster)], "
        + "users: [\(user)], contexts: [\(context)]}"
    ),
    // What kubectl writes when everything was deleted.
    (
      "{apiVersion: v1, kind: Config, clusters: null, users: null, contexts: null, "
        + "current-context: '', preferences: {}}",
      """
      {apiVersion: v1, kind: Config, current-context: x, clusters: [\(cluster)], users: [\(user)],
       contexts: [\(context)], preferences: {}}
      """
    ),
    // Others stay, with all that nobody here understands, and so does the current context.
    (
      """
      {apiVersion: v1, kind: Config, current-context: other, preferences: {colors: true},
       extensions: [{name: e, extension: {n: 1.50}}], later: 010,
       clusters: [{name: o, cluster: {server: 'http://o', proxy-url: p}, more: 1}],
       users: [{name: o, user: {exec: {command: aws, args: ['yes', 'no']}}}],
       contexts: [{name: other, context: {cluster: o, user: o}}]}
      """,
      """
      {apiVersion: v1, kind: Config, current-context: other, preferences: {colors: true},
       extensions: [{name: e, extension: {n: 1.50}}], later: 010,
       clusters: [{name: o, cluster: {server: 'http://o', proxy-url: p}, more: 1}, \(cluster)],
       users: [{name: o, user: {exec: {command: aws, args: ['yes', 'no']}}}, \(user)],
       contexts: [{name: other, context: {cluster: o, user: o}}, \(context)]}
      """
    ),
    // Of the same name, in its place.
    (
      """
      {current-context: b, clusters: [{name: c, cluster: {server: 'https://old'}},
       {name: d, cluster: {server: 'https://d'}}],
       users: [{name: a, user: {}}, {name: u, user: {token: old, tokenFile: f}}],
       contexts: [{name: x, context: {cluster: d, user: a}}, {name: b, context: {}}]}
      """,
      """
      {current-context: b, clusters: [\(cluster), {name: d, cluster: {server: 'https://d'}}],
       users: [{name: a, user: {}}, \(user)],
       contexts: [\(context), {name: b, context: {}}]}
      """
    ),
  ]

  @Test(arguments: rows)
  func `go into a kubeconfig`(_ row: (before: String, after: String)) throws {
    let after = try Self.yaml(row.after)
    #expect(try merged(row.before) == after)
    #expect(try YAML.documents(YAML.encode(after)) == [after])
  }

  @Test func `are the same when they go in twice`() throws {
    let once = try merged("{clusters: [{name: o, cluster: {server: 'https://o'}}]}")
    #expect(try entries.merged(into: once, path: "/config") == once)
  }

  @Test(arguments: [
    "[]", "text", "{kind: Pod}", "{clusters: {}}", "{users: [{user: {}}]}",
    "{contexts: [{name: 1}]}", "{current-context: [x]}",
    "{users: [{name: a}, {name: a}]}", "{users: [{name: a, user: text}]}",
  ])
  func `do not go into what is no kubeconfig`(_ text: String) throws {
    let error = #expect(throws: AccessError.self) { try self.merged(text) }
    #expect(error?.description.contains("/config") == true)
  }

  @Test func `have a program in place of a token`() throws {
    let value = KubeconfigEntries(
      cluster: "c", user: "u", context: "x", server: "https://proxy", authority: nil,
      proof: .program(path: "/bin/bailiwick", arguments: ["a", "b"], hint: "install it")
    ).document
    #expect(value["clusters"]?[0]?["cluster"] == ["server": "https://proxy"])
    #expect(value["contexts"]?[0]?["context"] == ["cluster": "c", "user": "u"])
    #expect(
      value["users"]?[0]?["user"] == [
        "exec": [
          "apiVersion": "client.authentication.k8s.io/v1", "command": "/bin/bailiwick",
          "args": ["a", "b"], "interactiveMode": "Never", "provideClusterInfo": false,
          "installHint": "install it",
        ]
      ])
  }
}

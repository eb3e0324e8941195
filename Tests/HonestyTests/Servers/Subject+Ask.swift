import Harness
import Wire

extension Subject {
  /// Fields of answers that are compared.
  ///
  /// The others say when, how long, or by which of many (Date, Content-Length, Audit-Id,
  /// X-Kubernetes-Pf-*).
  private static let compared = [
    "Allow", "Cache-Control", "Content-Encoding", "Content-Type", "Deprecation", "Etag",
    "Location", "Retry-After", "Vary", "Warning", "Www-Authenticate", "X-Content-Type-Options",
  ]

  /// Sends one request and reads the whole answer.
  func ask(
    _ method: String, _ target: String, _ fields: [(String, String)], _ body: [UInt8],
    as person: Person, token: String?
  ) async throws -> Reply {
    var token = token
    if person != .account, case .token(let own)? = proofs[person] { token = own }
    let asker = try HTTPAsker(
      url: url, tls: try context(of: person), token: token ?? (person == .account ? "" : nil),
      loops: loops)
    // A watch of a second ends by then, or never.
    let answer = try await asker.ask(
      method, target, [("User-Agent", "honesty/1")] + fields, body: body, silence: .seconds(5))
    var lines = ["\(answer.status)"]
    for name in Self.compared { lines += answer.values(name).map { "\(name): \($0)" } }
    return Reply(
      head: lines.joined(separator: "\n"), body: answer.body,
      isProtobuf: answer["Content-Type"]?.contains("protobuf") ?? false)
  }

  /// Runs one command line.
  func kubectl(
    _ kubectl: Kubectl, _ line: String, input: String?, editor: String?, as person: Person,
    token: String?
  ) async throws -> Reply {
    let home = run.folder.file("home-\(Hex.encode(RandomBytes.make(8)))")
    defer { Folder.remove(home) }
    var environment = [
      "HOME": home, "KUBECONFIG": try kubeconfig(of: person, token: token),
      "PATH": "/usr/bin:/bin",
    ]
    environment["EDITOR"] = editor
    let ended = try await run.run(
      kubectl.path, Self.words(of: line), environment: environment,
      input: input.map { Array($0.utf8) })
    let text = ended.errors.isEmpty ? ended.output : "\(ended.output)--- errors\n\(ended.errors)"
    return Reply(head: "exit \(ended.exitCode)", body: Array(text.utf8))
  }

  /// The words of a command line; single quotes keep spaces.
  static func words(of line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        var pieces = part.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        // What touches a quote belongs to the quoted word.
        if index > 0, let first = pieces.first, !words.isEmpty {
          words[words.count - 1] += first
          pieces.removeFirst()
        }
        words += pieces
      } else if words.isEmpty {
        words = [String(part)]
      } else {
        words[words.count - 1] += part
      }
    }
    return words.filter { !$0.isEmpty }
  }
}

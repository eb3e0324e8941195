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
    let context = try context(of: person)
    let result = await loops.run { () async -> Result<Reply, any Error> in
      do {
        return .success(
          try await exchange(method, target, fields, body, context, as: person, token: token))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  private func exchange(
    _ method: String, _ target: String, _ fields: [(String, String)], _ body: [UInt8],
    _ context: TLSContext, as person: Person, token: String?
  ) async throws -> Reply {
    guard let loop = EventLoop.current else { return Reply() }
    var head = try RequestHead(method: method, target: target)
    try head.fields.append("Host", value: endpoint.authority)
    head.fields.append("User-Agent", literal: "honesty/1")
    if person == .account {
      try head.fields.append("Authorization", value: "Bearer \(token ?? "")")
    } else if case .token(let token)? = proofs[person] {
      try head.fields.append("Authorization", value: "Bearer \(token)")
    }
    for (name, value) in fields { try head.fields.append(name: name, value: value) }
    if !body.isEmpty || method == "POST" || method == "PUT" || method == "PATCH" {
      head.setBody(.fixed(UInt64(body.count)))
    }
    var timeouts = HTTPTimeouts()
    // A watch of a second ends by then, or never.
    timeouts.body = .seconds(5)
    let client = try await ClientConnection.connect(
      to: endpoint, tls: context, loop: loop, timeouts: timeouts)
    defer { client.close() }
    client.begin(head)
    client.append(body)
    try await client.flush()
    try await client.readResponse(to: head.methodKind, by: .after(.seconds(30)))
    let bytes = try await client.readBody(maximum: 64 << 20)
    var lines = ["\(client.response.status)"]
    for name in Self.compared {
      for field in client.response.fields
      where field.name.lowercased() == name.lowercased() {
        lines.append("\(name): \(field.value)")
      }
    }
    let type = client.response.fields[named: "Content-Type"] ?? ""
    return Reply(
      head: lines.joined(separator: "\n"), body: bytes, isProtobuf: type.contains("protobuf"))
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

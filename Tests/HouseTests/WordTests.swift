import Testing

/// Words that stand only where they may.
@Suite struct `The words` {
  /// A rule about what the code of `Sources` says.
  struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    let pattern: @Sendable () -> Regex<Substring>
    /// Folders and files, by the beginnings of their paths, that may say it.
    var allowed: [String] = []
    /// A line of code that breaks the rule.
    let offence: String

    var testDescription: String { name }
  }

  static let rules = [
    Rule(
      // The keyword and not the word, which an annotation of pods has in its name.
      name: "unsafe", pattern: { /\bunsafe\b(?!-)/ },
      allowed: ["Sources/Wire/", "Sources/YAML/", "Sources/JSON/"],
      offence: "    return unsafe bytes.baseAddress"),
    // The modifier and not the word, which the sandbox's objects have in their names.
    Rule(name: "public", pattern: { /\bpublic[\s(]/ }, offence: "  public let port: Int"),
    // Everything else is in a task group, so that what is cancelled ends.
    Rule(
      name: "unstructured tasks",
      pattern: { /\bTask\s*(?:<[^>]*>)?\s*(?:\(|\{|\.detached|\.immediate)/ },
      allowed: ["Sources/Wire/EventLoop/EventLoops.swift"], offence: "    Task { await run() }"),
    Rule(
      name: "Foundation", pattern: { /\bimport\s+(?:\w+\s+)?Foundation/ },
      offence: "internal import FoundationEssentials"),
    Rule(name: "try!", pattern: { /\btry!/ }, offence: "    let value = try! read()"),
    Rule(name: "fatalError", pattern: { /\bfatalError\b/ }, offence: "    fatalError()"),
    // A broken promise between two parts of the program, and nothing that comes from outside.
    Rule(
      name: "preconditionFailure", pattern: { /\bpreconditionFailure\b/ },
      allowed: [
        "Sources/Proxy/Exchange/Upstream.swift", "Sources/Wire/EventLoop/EventLoops.swift",
      ], offence: "    preconditionFailure(text)"),
    Rule(name: "print", pattern: { /\bprint\(/ }, offence: "    print(value)"),
    Rule(name: "block comments", pattern: { /(?:^|\s)\/\*/ }, offence: "  /* of old */"),
  ]

  @Test(arguments: rules)
  func `are where they may be`(_ rule: Rule) throws {
    let offences = try Tree.sources.get()
      .filter { file in !rule.allowed.contains { file.path.hasPrefix($0) } }
      .flatMap { $0.places(of: rule.pattern()) }
    #expect(offences == [])
  }

  @Test(arguments: rules)
  func `are found where they may not be`(_ rule: Rule) {
    let planted = SourceFile(path: "Sources/X/X.swift", text: "// first\n\(rule.offence)\n")
    #expect(planted.places(of: rule.pattern()) == ["Sources/X/X.swift:2"])
    let comment = SourceFile(path: "Sources/X/X.swift", text: "let a = 1  // \(rule.offence)")
    #expect(comment.places(of: rule.pattern()).isEmpty)
  }

  /// An exception that nothing needs any more would let the next offence in.
  @Test(arguments: rules)
  func `each exception is still one`(_ rule: Rule) throws {
    for place in rule.allowed {
      let files = try Tree.sources.get().filter { $0.path.hasPrefix(place) }
      #expect(files.contains { !$0.places(of: rule.pattern()).isEmpty }, "\(place)")
    }
  }

  @Test func `nothing is left for later`() throws {
    // In parts, so that this file does not say them.
    let mark = try Regex("\\b(?:TO" + "DO|FIX" + "ME)\\b")
    let paths =
      try ["Sources", "Tests", "config", "charts"].flatMap { try Tree.files(below: $0) }
      + ["Package.swift", "Makefile", "README.md"]
    let recordings = ["Tests/Fixtures/", "Tests/Fuzzers/Corpus/"]
    let texts = paths.filter { path in
      path != Chart.link && !recordings.contains { path.hasPrefix($0) }
    }
    let offences = try texts.flatMap { path in
      SourceFile(path: path, text: try Tree.text(path)).placesAnywhere(of: mark)
    }
    #expect(offences == [])
  }

  @Test func `no file of the sources is longer than 400 lines`() throws {
    let long = try Tree.sources.get().filter { $0.length > 400 }.map(\.path)
    #expect(long == [])
  }
}

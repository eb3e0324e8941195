import Harness

/// What came to be and what went of some resources, as an administrator's watches saw it.
struct MadeObjects: Sendable {
  /// How often one object came and went.
  struct Count: Sendable, Equatable {
    /// Whose it is; empty where it says nothing of that.
    var owner = ""
    var made = 0
    var gone = 0
  }

  private let watches: [ChildProcess]

  /// Begins to watch.
  init(_ resources: [String], on stage: ControllerStage) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let template =
      #"jsonpath={.type} {.object.kind}/{.object.metadata.namespace}/{.object.metadata.name} "#
      + #"{.object.subjects[0].name}{.object.spec.ownerID}{"\n"}"#
    watches = try resources.map { resource in
      try kubectl.start(
        ["get", resource, "-A", "--watch-only", "--output-watch-events", "-o", template, "-v=6"],
        kubeconfig: stage.apiServer.adminKubeconfig, in: stage.run)
    }
    for watch in watches {
      try await eventually("an administrator's watch") { watch.errors.contains("watch=true") }
    }
  }

  /// What was seen so far, by `Kind/namespace/name`.
  var counts: [String: Count] {
    var counts: [String: Count] = [:]
    for line in watches.flatMap({ $0.output.split(separator: "\n") }) {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count >= 2 else { continue }
      var count = counts[words[1]] ?? Count()
      if words.count == 3 { count.owner = words[2] }
      if words[0] == "ADDED" { count.made += 1 }
      if words[0] == "DELETED" { count.gone += 1 }
      counts[words[1]] = count
    }
    return counts
  }

  /// Whether all watches went on until now.
  var isWhole: Bool { watches.allSatisfy(\.isRunning) }

  func stop() async {
    for watch in watches { await watch.stop() }
  }
}

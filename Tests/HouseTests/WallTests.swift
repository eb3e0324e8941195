import Harness
import Testing

/// Which room knows which.
@Suite(.timeLimit(.minutes(5))) struct `The walls` {
  /// The arrows of each room, and there are no others.
  static let arrows: [String: Set<String>] = [
    "CSystem": [],
    "CScan": [],
    "Metrics": [],
    "JSON": ["CScan"],
    "YAML": ["CSystem", "JSON"],
    "Wire": ["CSystem"],
    "KubernetesAPI": ["JSON"],
    "Kubernetes": ["KubernetesAPI", "Wire", "JSON", "YAML"],
    "Ownership": ["KubernetesAPI", "JSON"],
    "Decide": ["Ownership", "KubernetesAPI"],
    "Rights": ["Decide", "Ownership", "KubernetesAPI", "JSON"],
    "Proxy": [
      "Decide", "Ownership", "Kubernetes", "KubernetesAPI", "Metrics", "Wire", "JSON", "YAML",
      "Logging",
    ],
    "Controllers": [
      "Ownership", "Kubernetes", "KubernetesAPI", "Metrics", "Wire", "JSON", "Logging",
    ],
    "Sandbox": ["KubernetesAPI", "Wire", "JSON", "YAML"],
    "bailiwick": [
      "Sandbox", "Proxy", "Controllers", "Rights", "Decide", "Ownership", "Kubernetes",
      "KubernetesAPI", "Metrics", "Wire", "YAML",
      "JSON",
      "ArgumentParser", "Logging",
    ],
  ]

  /// The rooms of values and functions, where nothing can wait, read or write.
  static let pure = ["Metrics", "JSON", "KubernetesAPI", "Ownership", "Decide", "Rights"]

  /// What of the system a room may import beside the rooms it knows.
  static let system: [String: Set<String>] = [
    "Wire": ["Dispatch", "Glibc", "Synchronization"], "Kubernetes": ["Synchronization"],
    "Controllers": ["Synchronization"], "Proxy": ["Synchronization"],
    "Sandbox": ["Synchronization"], "Metrics": ["Synchronization"],
    "bailiwick": ["Synchronization"],
  ]

  @Test func `every room has exactly its arrows`() async throws {
    let manifest = try await Manifest.read(in: Run("bailiwick-house"))
    let rooms = Set(try Tree.files(below: "Sources").map { SourceFile(path: $0, text: "").room })
    #expect(rooms == Set(Self.arrows.keys))
    for (room, arrows) in Self.arrows {
      #expect(manifest.dependencies[room] == arrows, "of \(room)")
    }
  }

  @Test func `no pure room reaches the network or the system`() async throws {
    let manifest = try await Manifest.read(in: Run("bailiwick-house"))
    for room in Self.pure {
      let reached = manifest.closure(of: room)
      #expect(reached.isSubset(of: Self.pure + ["CScan"]), "of \(room): \(reached)")
    }
    // The walk itself: what this reaches is known.
    #expect(manifest.closure(of: "Proxy").isSuperset(of: ["CSystem", "YAML", "CScan"]))
  }

  /// The compiler checks it only when it is told to.
  @Test func `no file imports past its room's arrows`() throws {
    var offences: [String] = []
    for file in try Tree.sources.get() {
      let allowed = (Self.arrows[file.room] ?? []).union(Self.system[file.room] ?? [])
      let wrong = Set(file.imports).subtracting(allowed)
      if !wrong.isEmpty { offences.append("\(file.path): \(wrong.sorted())") }
    }
    #expect(offences == [])
  }

  @Test func `an import is seen however it is written`() {
    let file = SourceFile(
      path: "Sources/X/X.swift",
      text: """
        import A
        internal import B
        package import struct C.Thing
        @preconcurrency public import D
        @_spi(Inner) import E
        // import F
        let imported = 1
        """)
    #expect(file.imports == ["A", "B", "C", "D", "E"])
  }
}

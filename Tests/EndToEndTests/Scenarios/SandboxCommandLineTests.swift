import Foundation
import Harness
import Testing

extension EndToEnd {
  /// What `sandbox` makes of wrong files, folders and addresses: it says which, and ends with 1.
  @Suite struct `The sandbox's command line` {
    /// A manifest, where its fault is, and a word of what is said of it.
    private static let manifests: [(text: String, line: Int, word: String)] = [
      ("a: [\n", 2, "not YAML"),
      ("x: &a [*a]\n", 1, "unknown alias"),
      ("apiVersion: v1\nkind: Nonsense\nmetadata: {name: a}\n", 1, "kind \"Nonsense\""),
      ("apiVersion: v1\nkind: ConfigMap\n", 1, "metadata.name"),
      (
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        """, 3, "Remove one of the two"
      ),
    ]

    @Test(arguments: manifests)
    func `a wrong manifest is told with file and line`(
      row: (text: String, line: Int, word: String)
    ) async throws {
      let cluster = try await Cluster.ready()
      let folder = try cluster.run.folder.newFile("wrong")
      let file = folder + ".yaml"
      try cluster.run.folder.write(
        Array(row.text.utf8), to: String(file.dropFirst(cluster.run.folder.path.count + 1)))
      let answer = try await Self.sandbox(cluster, "--load", file)
      #expect(answer.exitCode == 1)
      #expect(answer.output.isEmpty)
      #expect(answer.errors.contains("\(file):\(row.line): "), "\(answer.errors)")
      #expect(answer.errors.contains(row.word), "\(answer.errors)")
    }

    @Test func `a missing file is named`() async throws {
      let cluster = try await Cluster.ready()
      let missing = cluster.run.folder.file("no-such-manifest.yaml")
      let answer = try await Self.sandbox(cluster, "--load", missing)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(missing))
    }

    @Test(arguments: ["--listen", "--api-listen"])
    func `an address in use is named, and the flag`(flag: String) async throws {
      let cluster = try await Cluster.ready()
      let taken = String(cluster.apiServer.url.dropFirst("https://".count))
      let answer = try await Self.sandbox(cluster, flag, taken)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(taken))
      #expect(answer.errors.contains(flag))
    }

    @Test func `a folder that cannot be is named, and the flag`() async throws {
      let cluster = try await Cluster.ready()
      let file = try cluster.run.folder.write("no folder", to: "no-folder")
      let answer = try await Self.sandbox(cluster, "--directory", file + "/below")
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(file))
      #expect(answer.errors.contains("--directory"))
    }

    /// Runs `sandbox` with a flag more; it is expected to end by itself.
    private static func sandbox(
      _ cluster: Cluster, _ flag: String, _ value: String
    ) async throws -> Finished {
      var flags = [
        "--listen": "127.0.0.1:0", "--api-listen": "127.0.0.1:0",
        "--directory": cluster.run.folder.file("wrong-sandbox-\(UUID())"),
      ]
      flags[flag] = value
      return try await cluster.run.run(
        BuiltProgram.bailiwick, ["sandbox"] + flags.flatMap { [$0.key, $0.value] },
        within: .seconds(60))
    }
  }
}

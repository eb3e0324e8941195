import Harness
import Testing
import Wire

extension EndToEnd {
  /// What `serve` makes of wrong words and wrong files: one clear line, and an exit code.
  @Suite struct `The command line` {
    @Test(arguments: [["serve", "--no-such-flag"], ["serve", "--listen"], ["no-such-command"]])
    func `wrong words end with 64`(words: [String]) async throws {
      let cluster = try await Cluster.ready()
      let answer = try await cluster.run.run(BuiltProgram.bailiwick, words)
      #expect(answer.exitCode == 64)
      #expect(answer.output.isEmpty)
      #expect(!answer.errors.isEmpty)
    }

    @Test(arguments: ["--help", "serve --help", "--version"])
    func `help and version end with 0`(line: String) async throws {
      let cluster = try await Cluster.ready()
      let words = line.split(separator: " ").map(String.init)
      let answer = try await cluster.run.run(BuiltProgram.bailiwick, words)
      #expect(answer.exitCode == 0)
      #expect(!answer.output.isEmpty)
    }

    @Test(
      arguments: ["--kubeconfig", "--tls-cert-file", "--tls-private-key-file", "--client-ca-file"])
    func `a missing file is named`(flag: String) async throws {
      let cluster = try await Cluster.ready()
      let missing = cluster.run.folder.file("no-such-file")
      let answer = try await Self.serve(cluster, replacing: flag, with: missing)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(missing))
    }

    @Test(
      arguments: ["--kubeconfig", "--tls-cert-file", "--tls-private-key-file", "--client-ca-file"])
    func `a file with nonsense is named`(flag: String) async throws {
      let cluster = try await Cluster.ready()
      let nonsense = try cluster.run.folder.write("nonsense: [", to: "nonsense\(flag)")
      let answer = try await Self.serve(cluster, replacing: flag, with: nonsense)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(nonsense))
    }

    @Test func `a key of another certificate is refused`() async throws {
      let cluster = try await Cluster.ready()
      let other = try cluster.proxyAuthority.server("other")
      let answer = try await Self.serve(
        cluster, replacing: "--tls-private-key-file", with: other.key)
      #expect(answer.exitCode == 1)
      #expect(!answer.errors.isEmpty)
    }

    @Test(arguments: ["--listen", "--admin-listen"])
    func `an address in use is named`(flag: String) async throws {
      let cluster = try await Cluster.ready()
      let taken = String(cluster.apiServer.url.dropFirst("https://".count))
      let answer = try await Self.serve(cluster, replacing: flag, with: taken)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(taken))
    }

    @Test(arguments: ["--listen", "--admin-listen"], ["127.0.0.1", "127.0.0.1:99999", "nonsense"])
    func `an address that is none is refused`(flag: String, address: String) async throws {
      let cluster = try await Cluster.ready()
      let answer = try await Self.serve(cluster, replacing: flag, with: address)
      #expect(answer.exitCode == 64 || answer.exitCode == 1)
      #expect(answer.errors.contains(address))
    }

    /// Runs `serve` with one value of its usual flags replaced; it is expected to end by itself.
    private static func serve(
      _ cluster: Cluster, replacing flag: String, with value: String
    ) async throws -> Finished {
      var words = cluster.flags.arguments
      guard let position = words.firstIndex(of: flag) else {
        throw Timeout("\(flag) is not among the flags")
      }
      words[position + 1] = value
      return try await cluster.run.run(BuiltProgram.bailiwick, words, within: .seconds(20))
    }
  }
}

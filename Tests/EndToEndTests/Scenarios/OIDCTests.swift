import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// People of an OpenID Connect provider, which the API server knows nothing of.
  @Suite(.enabled(if: Python.installed != nil, "the provider is not here: make deps"))
  struct `An OpenID Connect provider` {
    private static let words = ["get", "namespaces", "-o", "name"]

    @Test(arguments: Client.one)
    func `lets its people in, whom the API server does not know`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let provider = try await TokenProvider(in: cluster)
      let proxy = try await provider.proxy()
      for (user, groups) in [(User.alice, []), (.joe, ["gas-admins"]), (.mallory, [])] {
        try await provider.set(user, groups: groups)
        let token = try await provider.login(user)
        let path = try cluster.kubeconfig(with: .token(token), .proxy, proxy: proxy)
        let seen = try await client.kubectl(Self.words, kubeconfig: path, in: cluster.run)
        // The same as by the token that the API server knows.
        let known = try await cluster.kubectl(Self.words, as: user, from: client)
        #expect(seen == known, "\(user)")
        #expect(user == .mallory ? seen.exitCode == 1 : seen.output.contains("namespace/"))
        let direct = try cluster.kubeconfig(with: .token(token), .direct)
        let refused = try await client.kubectl(Self.words, kubeconfig: direct, in: cluster.run)
        #expect(refused.errors.contains("(Unauthorized)"))
      }
      await provider.stop(proxy)
    }

    @Test(arguments: Ground.all)
    func `is followed when it changes its key`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let provider = try await TokenProvider(in: cluster)
      let proxy = try await provider.proxy()
      let (old, named) = (try await provider.login(.alice), try await provider.sign())
      #expect(try await provider.ask(proxy, old).status == 200)
      #expect(try await provider.ask(proxy, named).status == 200)
      try await provider.rotate()
      let new = try await provider.login(.alice)
      #expect(try await provider.ask(proxy, new).status == 200)
      // Keys are looked for every few seconds only, and what was not looked for is not judged.
      for token in [old, named] {
        try await eventually("a token of the key before to be refused") {
          let answer = try await provider.ask(proxy, token)
          #expect(answer.status == 401 || answer.status == 503)
          return answer.status == 401
        }
      }
      #expect(try await provider.ask(proxy, new).status == 200)
      await provider.stop(proxy)
    }

    @Test(arguments: Ground.all)
    func `lets nobody in by a bad token`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let provider = try await TokenProvider(in: cluster)
      let proxy = try await provider.proxy("--oidc-required-claim", "team=oil")
      #expect(try await provider.ask(proxy, provider.sign()).status == 200)
      for bad in try await provider.badTokens() {
        let answer = try await provider.ask(proxy, bad.token)
        #expect(answer.status == 401, "\(bad.reason)")
        // Why is for the log, and the token for nobody.
        #expect(!answer.text.contains("claim") && answer.text.contains("Unauthorized"))
        #expect(proxy.process.errors.contains(bad.reason), "\(bad.reason)")
        #expect(!proxy.process.errors.contains(bad.token.suffix(30)), "\(bad.reason)")
      }
      await provider.stop(proxy)
    }

    @Test(arguments: Ground.all)
    func `that is away leaves its tokens unjudged`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let provider = try await TokenProvider(in: cluster)
      let proxy = try await provider.proxy()
      let token = try await provider.login(.alice)
      #expect(try await provider.ask(proxy, token).status == 200)
      await provider.stop()
      // Keys that are known go on.
      #expect(try await provider.ask(proxy, token).status == 200)
      let restarted = try await provider.proxy()
      let answer = try await provider.ask(restarted, token)
      #expect(answer.status == 503 && answer["Retry-After"] != nil)
      #expect(restarted.process.errors.contains("issuer"))
      // Others come in as ever.
      #expect(try await provider.ask(restarted, User.alice.token).status == 200)
      await provider.stop(proxy, restarted)
    }

    private static let issuer = ["--oidc-issuer-url", "https://issuer.test"]
    private static let client = issuer + ["--oidc-client-id", "kubernetes"]

    /// What is wrong, and the flag that is named.
    private static let wrongWords: [(words: [String], flag: String)] = [
      (issuer, "--oidc-client-id"), (["--oidc-client-id", "kubernetes"], "--oidc-issuer-url"),
      (["--oidc-allow-system-names"], "--oidc-issuer-url"),
      (["--oidc-issuer-url", "http://issuer.test", "--oidc-client-id", "c"], "--oidc-issuer-url"),
      (["--oidc-issuer-url", "https://a.test?b", "--oidc-client-id", "c"], "--oidc-issuer-url"),
      (client + ["--oidc-signing-algs", "none"], "--oidc-signing-algs"),
      (client + ["--oidc-signing-algs", "RS256,HS256"], "--oidc-signing-algs"),
      (client + ["--oidc-signing-algs", ""], "--oidc-signing-algs"),
      (client + ["--oidc-required-claim", "team"], "--oidc-required-claim"),
      (
        client + ["--oidc-required-claim", "a=b", "--oidc-required-claim", "a=c"],
        "--oidc-required-claim"
      ),
      (client + ["--oidc-groups-prefix", "system:"], "--oidc-groups-prefix"),
      (client + ["--oidc-username-claim", ""], "--oidc-username-claim"),
    ]

    @Test(arguments: wrongWords)
    func `is told to the program in full, or not at all`(
      row: (words: [String], flag: String)
    ) async throws {
      let cluster = try await Cluster.ready()
      let answer = try await cluster.run.run(BuiltProgram.bailiwick, ["serve"] + row.words)
      #expect(answer.exitCode == 64)
      #expect(answer.output.isEmpty)
      #expect(answer.errors.contains(row.flag), "\(answer.errors)")
    }

    @Test(arguments: ["no-such-file", "nonsense"])
    func `whose authorities cannot be read is no issuer`(name: String) async throws {
      let cluster = try await Cluster.ready()
      let file = cluster.run.folder.file("issuer-\(name)")
      if name == "nonsense" { try cluster.run.folder.write("nonsense", to: "issuer-nonsense") }
      let answer = try await cluster.run.run(
        BuiltProgram.bailiwick,
        cluster.flags.arguments + Self.client + ["--oidc-ca-file", file], within: .seconds(30))
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains(file))
    }
  }
}

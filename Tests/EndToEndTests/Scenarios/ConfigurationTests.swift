import Foundation
import Glibc
import Harness
import Testing
import Wire

extension EndToEnd {
  /// Flags in a file.
  @Suite struct `The configuration file` {
    private static func write(_ text: String, in cluster: Cluster) throws -> String {
      try cluster.run.folder.write(text, to: "configuration-\(UUID().uuidString).yaml")
    }

    /// A file, and what is said of it.
    private static let wrong = [
      ("log-levl: debug", "there is no flag log-levl; did you mean log-level?"),
      ("max-request: 1", "did you mean max-requests?"),
      ("--log-level: debug", "write flags without their dashes"),
      ("something-else: 1", "there is no flag something-else"),
      ("config: other.yaml", "there is no flag config"),
      ("no-controllers: 3", "no-controllers takes no value: write true or false"),
      ("log-level:", "log-level has no value"),
      ("log-level: loud", "The value 'loud' is invalid for '--log-level <level>'"),
      ("max-requests: 0", "--max-requests 0: nobody could be served"),
      ("max-requests: {a: 1}", "max-requests: write a text, a number, or a list of them"),
      ("- log-level", "it is no mapping"),
      ("a: 1\n---\nb: 1", "it holds 2 documents"),
      ("log-level: [", "YAML, line"),
      ("log-level: info\nlog-level: debug", "line 2, column 1: two equal keys"),
      ("shutdown-delay-duration: 5 minutes", "'--shutdown-delay-duration <duration>'"),
    ]

    @Test(arguments: wrong)
    func `is refused with what is wrong in it`(text: String, reason: String) async throws {
      let cluster = try await Cluster.ready()
      let file = try Self.write(text, in: cluster)
      let answer = try await cluster.run.run(
        BuiltProgram.bailiwick, cluster.flags.arguments + ["--config", file])
      #expect(answer.exitCode == 64)
      #expect(answer.errors.contains(reason), "\(answer.errors)")
    }

    @Test func `can say everything, and the command line says it better`() async throws {
      let cluster = try await Cluster.ready()
      let shown = try #require(cluster.flags.certificate)
      let file = try Self.write(
        """
        kubeconfig: \(cluster.flags.kubeconfig)
        listen: 127.0.0.1:0
        admin-listen: 127.0.0.1:0
        tls-cert-file: \(shown.certificate)
        tls-private-key-file: \(shown.key)
        client-ca-file: \(try #require(cluster.flags.clientAuthority))
        log-format: json
        log-level: error
        no-controllers: true
        no-self-service: false
        max-requests: 700
        shutdown-grace-period: 1m30s
        shutdown-delay-duration: 0
        # A flag that is given again, and one with commas.
        protected-namespace: [one, two]
        anonymous-paths: [/healthz, /version]
        """, in: cluster)
      let process = try ChildProcess(
        BuiltProgram.bailiwick, ["serve", "--log-level=info", "--config=\(file)"],
        in: cluster.run)
      let proxy = try await ProxyProcess(waitingFor: process)
      let tls = try TLSContext.client(
        certificateAuthorities: cluster.proxyAuthority.certificatePEM)
      let nobody = try HTTPAsker(url: proxy.url, tls: tls, loops: cluster.loops)
      #expect(try await nobody.ask("GET", "/version").status == 200)
      #expect(try await nobody.ask("GET", "/readyz").status == 401)
      #expect(await process.stop() == 0)
      #expect(process.errors.contains(#""delay":"0.0 seconds","grace":"90.0 seconds""#))
    }

    @Test func `is read again, and what cannot change is named`() async throws {
      let cluster = try await Cluster.ready()
      let file = try Self.write("log-level: info\nmax-streams: 5\n", in: cluster)
      var flags = cluster.flags
      flags.more += ["--config", file, "--max-requests", "600"]
      let proxy = try await ProxyProcess(flags, in: cluster.run)
      let log = { proxy.process.errors }
      let tls = try TLSContext.client(
        certificateAuthorities: cluster.proxyAuthority.certificatePEM)
      let alice = try HTTPAsker(
        url: proxy.url, tls: tls, token: User.alice.token, loops: cluster.loops)
      let watch = "/api/v1/namespaces/oil-development/configmaps?watch=1&timeoutSeconds=1"
      #expect(try await alice.ask("GET", watch).status == 200)

      func change(_ text: String, tells line: String) async throws {
        try FileContents.write(file, Array(text.utf8))
        proxy.process.signal(SIGHUP)
        try await eventually("the log to tell: \(line)") { log().contains(line) }
      }
      try await change("log-level: [", tells: "the configuration changed and cannot be used")
      #expect(try await alice.ask("GET", watch).status == 200)
      try await change(
        "log-level: debug\nmax-streams: 1\nmax-streams-per-user: 1\nvisibility: owned\n"
          + "max-requests: 1\n",
        tells: #""flags":"visibility""#)
      // What is on the command line is not the file's to say.
      #expect(log().contains(#""changed":"log-level,max-streams,max-streams-per-user,visibility""#))
      // A client that does not trust the certificate is told of in a debug line.
      let stranger = try HTTPAsker(
        url: proxy.url,
        tls: TLSContext.client(
          certificateAuthorities: cluster.apiServer.authority.certificatePEM),
        loops: cluster.loops)
      try await eventually("debug lines") {
        _ = try? await stranger.ask("GET", "/version")
        return log().contains(#""level":"debug""#)
      }
      let open = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await alice.ask(
              "GET", watch.replacing("timeoutSeconds=1", with: "timeoutSeconds=4")
            ).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(open.contains(200) && open.contains { $0 != 200 }, "\(open)")
      #expect(await proxy.process.stop() == 0)
    }
  }
}

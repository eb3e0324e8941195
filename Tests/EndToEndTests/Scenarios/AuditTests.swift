import Foundation
import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// What the program tells of requests, and of itself.
  @Suite struct `The audit log` {
    @Test(arguments: Ground.all)
    func `shares its Audit-IDs with the API server's`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let file = cluster.run.folder.file("audit-\(ground == .sandbox ? "a" : "b").log")
      var flags = cluster.flags
      flags.more += ["--audit-log", file]
      let proxy = try await ProxyProcess(flags, in: cluster.run)
      let alice = try HTTPAsker(
        url: proxy.url,
        tls: try TLSContext.client(certificateAuthorities: cluster.proxyAuthority.certificatePEM),
        token: User.alice.token, loops: cluster.loops)
      let rows = [
        ("/api/v1/namespaces", "filter", 200), ("/api/v1/namespaces/gas-production", "pass", 403),
        ("/api/v1/namespaces/oil-production/configmaps", "pass", 200), ("/version", "pass", 200),
      ]
      for (target, verdict, status) in rows {
        let answer = try await alice.ask("GET", target)
        #expect(answer.status == status)
        let line = try await line(in: file) { $0["auditID"]?.string == answer["Audit-ID"] }
        #expect(line["user"] == "alice" && line["verdict"] == .string(verdict))
        #expect(line["status"] == .int(status) && line["upstreamStatus"] == .int(status))
        try await isTold(line["auditID"]?.string ?? "-", to: cluster.apiServer)
      }
      #expect(!Folder.text(of: file).contains(User.alice.token))
      #expect(!proxy.process.output.contains("auditID"))

      // Rotation: the file is moved away, and a signal has a new one opened.
      try FileManager.default.moveItem(atPath: file, toPath: "\(file).1")
      proxy.process.signal(SIGHUP)
      try await eventually("the file to be opened anew") { Folder.exists(file) }
      _ = try await alice.ask("GET", "/version?after=rotation")
      _ = try await line(in: file) { $0["path"] == "/version" }
      #expect(await proxy.process.stop() == 0, "\(proxy.process.errors)")
    }

    @Test func `has the last lines when the program ends`() async throws {
      let cluster = try await Cluster.ready()
      let proxy = try await ProxyProcess(cluster.flags, in: cluster.run)
      let path = try cluster.kubeconfig(of: .alice, with: .token, .proxy, proxy: proxy)
      let kubectl = try #require(Kubectl.all.last)
      let watch = try kubectl.start(
        ["get", "namespaces", "-o", "name", "--watch"], kubeconfig: path, in: cluster.run)
      try await eventually("the watch") { watch.output.contains("oil-production") }
      #expect(await proxy.process.stop(within: .seconds(20)) == 0, "\(proxy.process.errors)")
      await watch.stop()
      // Without a flag the lines are on standard output.
      let stages = lines(of: proxy.process.output).filter { $0["verb"] == "watch" }
      #expect(stages.compactMap { $0["stage"]?.string } == ["started", "complete"])
    }

    private func line(
      in file: String, where isWanted: (JSONValue) -> Bool
    ) async throws -> JSONValue {
      var found: JSONValue?
      try await eventually("a line in \(file)") {
        found = lines(of: Folder.text(of: file)).first(where: isWanted)
        return found != nil
      }
      return try #require(found)
    }

    private func lines(of text: String) -> [JSONValue] {
      text.split(separator: "\n").compactMap { try? JSONValue(parsing: Array($0.utf8)) }
        .filter { $0["auditID"] != nil }
    }

    /// Waits until the API server has told its own audit log of the request, where it has one.
    private func isTold(_ auditID: String, to apiServer: any APIServer) async throws {
      guard let path = apiServer.auditLog else { return }
      try await eventually("\(auditID) in the API server's audit log") {
        Folder.text(of: path).contains("\"auditID\":\"\(auditID)\"")
      }
    }
  }

  /// `kubectl get --raw '/bailiwick/explain?…'`.
  @Suite struct Explanations {
    @Test(
      arguments: Client.each,
      [
        (
          User.alice, "resource=namespaces&name=oil-production", "everything",
          "tenant oil, through user alice"
        ),
        (.alice, "resource=namespaces&name=gas-production", "refused", "none of the tenant's"),
        (.alice, "resource=nodes&name=capsule-gold-qwerty", "shown", "spec.nodeSelector wants"),
        (.bob, "resource=storageclasses.storage.k8s.io", "part", "tenant gas, through user bob"),
        (.bob, "resource=nodes", "refused", "gives no operation on Nodes"),
        (.joe, "resource=nodes", "part", "tenant gas, through group gas-admins"),
        (.mallory, "resource=namespaces", "refused", "no tenant and no role binding"),
        (.admin, "resource=nodes", "everything", "allow it"),
      ])
    func `say what kubectl gets, and why`(
      client: Client, row: (user: User, query: String, outcome: String, because: String)
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(
        ["get", "--raw", "/bailiwick/explain?\(row.query)&output=text"], as: row.user, from: client)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.output.contains("outcome: \(row.outcome):"), "\(answer.output)")
      #expect(answer.output.contains(row.because), "\(answer.output)")
      let json = try await cluster.kubectl(
        ["get", "--raw", "/bailiwick/explain?\(row.query)"], as: row.user, from: client)
      let value = try JSONValue(parsing: Array(json.output.utf8))
      #expect(value["kind"] == "Explanation" && value["outcome"] == .string(row.outcome))
    }

    @Test(arguments: Client.each)
    func `an administrator asks for anybody, and nobody else does`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let words = [
        "get", "--raw", "/bailiwick/explain?resource=namespaces&name=gas-production&output=text",
        "--as", "bob",
      ]
      let answer = try await cluster.kubectl(words, as: .admin, from: client)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.output.contains("bob: get namespaces gas-production\noutcome: everything:"))
      let refused = try await cluster.kubectl(words, as: .alice, from: client)
      #expect(refused.exitCode == 1 && refused.output.isEmpty)
      #expect(!refused.errors.contains("tenant"))
    }
  }
}

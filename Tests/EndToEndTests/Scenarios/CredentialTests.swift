import Harness
import Testing

extension EndToEnd {
  /// Who cannot prove who they are is answered as by the API server.
  @Suite struct Credentials {
    /// What is wrong with a caller's credential.
    enum Flaw: String, Sendable, CaseIterable {
      case foreignAuthority = "a certificate of another authority"
      case expired = "a certificate of yesterday"
      case notYet = "a certificate of tomorrow"
      case server = "a server's certificate"
      case unknownToken = "a token that nobody has"
      case malformedToken = "a token that is no token"
    }

    @Test(arguments: Client.each, Flaw.allCases)
    func `a credential that proves nothing opens nothing`(
      client: Client, flaw: Flaw
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let proof = try Self.proof(flaw, cluster)
      let direct = try cluster.write(
        Kubeconfig(
          server: cluster.apiServer.url,
          authority: cluster.apiServer.authority.certificatePEM, proof: proof))
      let proxied = try cluster.write(
        Kubeconfig(
          server: cluster.proxy.url, authority: cluster.proxyAuthority.certificatePEM,
          proof: proof))
      let words = ["get", "--raw", "/api/v1/namespaces"]
      let answer = try await client.kubectl(words, kubeconfig: proxied, in: cluster.run)
      #expect(answer == (try await client.kubectl(words, kubeconfig: direct, in: cluster.run)))
      #expect(answer.exitCode == 1 && answer.errors.contains("(Unauthorized)"))
    }

    private static func proof(_ flaw: Flaw, _ cluster: Cluster) throws -> Kubeconfig.Proof {
      let authority = cluster.apiServer.authority
      let (past, future) = (Authority.around(hours: -48 ... -24), Authority.around(hours: 24...48))
      return switch flaw {
      case .foreignAuthority: try cluster.proxyAuthority.client("alice").proof
      case .expired: try authority.client("alice-past", validity: past).proof
      case .notYet: try authority.client("alice-future", validity: future).proof
      case .server: try authority.server("alice-server").proof
      case .unknownToken: .token("nobody-has-this")
      case .malformedToken: .token("two words")
      }
    }

    /// A review may be remembered for 10 s, and no longer.
    @Test(arguments: Client.one)
    func `a token ends with its account`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let admin = cluster.apiServer.adminKubeconfig
      let account = ["-n", "oil-development", "serviceaccount", "passing"]
      // The oldest kubectl makes no tokens.
      let newest = try #require(Kubectl.all.last)
      func kubectl(_ words: [String]) async throws -> Finished {
        try await newest(words, kubeconfig: admin, in: cluster.run)
      }
      _ = try await kubectl(["create"] + account)
      let token = try await kubectl(["create", "token", "passing", "-n", "oil-development"])
      let path = try cluster.write(
        Kubeconfig(
          server: cluster.proxy.url, authority: cluster.proxyAuthority.certificatePEM,
          proof: .token(String(token.output.prefix { !$0.isNewline }))))
      let words = ["get", "--raw", "/api/v1/namespaces"]
      let before = try await client.kubectl(words, kubeconfig: path, in: cluster.run)
      #expect(before.errors.contains("system:serviceaccount:oil-development:passing"))
      _ = try await kubectl(["delete"] + account)
      try await eventually("the token to be refused", within: .seconds(15)) {
        let after = try await client.kubectl(words, kubeconfig: path, in: cluster.run)
        return after.errors.contains("(Unauthorized)")
      }
    }
  }
}

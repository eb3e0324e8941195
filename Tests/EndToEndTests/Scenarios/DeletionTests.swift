import Harness
import Testing

extension EndToEnd {
  /// Natively a tenant's kubectl waits for ever for the end of a namespace, which it may not watch.
  @Suite struct `The end of a namespace` {
    @Test(arguments: Client.each)
    func `its owner deletes it like an administrator`(client: Client) async throws {
      let tenancy = try await Tenancy(Cluster.ready(client.ground), for: client)
      let mine = try await tenancy.addNamespace("mine")
      let other = try await tenancy.addNamespace("other")
      try await tenancy.bind(Preparation.namespaceDeleter, in: mine)
      async let byOwner = tenancy.kubectl("delete namespace \(mine) --timeout=60s")
      async let byAdministrator = tenancy.cluster.kubectl(
        "delete namespace \(other) --timeout=60s", as: .admin, from: client, .direct)
      let (answer, direct) = try await (byOwner, byAdministrator)
      #expect(answer.exitCode == 0)
      #expect(answer.output == direct.output.replacing(other, with: mine))
      #expect(answer.errors == direct.errors.replacing(other, with: mine))

      // For a while they are told that it is gone, and not that they may not ask.
      let gone = try await tenancy.kubectl("get namespace \(mine)")
      let nowhere = try await tenancy.cluster.kubectl(
        "get namespace \(mine)", as: .admin, from: client, .direct)
      #expect(gone == nowhere)
      #expect(gone.errors.contains("(NotFound)"))
      try await tenancy.remove()
    }

    @Test(arguments: Client.each)
    func `its owner waits for it like an administrator`(client: Client) async throws {
      let tenancy = try await Tenancy(Cluster.ready(client.ground), for: client)
      let mine = try await tenancy.addNamespace("mine")
      let line = "wait --for=delete namespace/\(mine) --timeout=60s"
      let pair = try await WatchedTwice(line, by: tenancy)
      try await tenancy.cluster.admin("delete namespace \(mine) --wait=false")
      let code = await pair.owner.exitCode(within: .seconds(90))
      #expect(code == 0, "\(pair.owner.errors)")
      #expect(await pair.administrator.exitCode(within: .seconds(90)) == 0)
      #expect(pair.owner.output == pair.administrator.output)
      try await tenancy.remove()
    }

    @Test(arguments: Client.each)
    func `nobody waits for the end of what is not theirs`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let line = "wait --for=delete namespace/gas-production --timeout=1s"
      let answer = try await cluster.kubectl(line, as: .alice, from: client)
      let direct = try await cluster.kubectl(line, as: .alice, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 1)
    }

    /// kubectl 1.20 knows no such condition.
    @Test(arguments: Client.each.filter { "\($0.kubectl)" != "kubectl-1.20" })
    func `a state can be waited for`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      for state in ["Active --timeout=30s", "Terminating --timeout=1s"] {
        let line = "wait --for=jsonpath={.status.phase}=\(state) namespace/oil-production"
        let answer = try await cluster.kubectl(line, as: .alice, from: client)
        let direct = try await cluster.kubectl(line, as: .admin, from: client, .direct)
        #expect(answer == direct)
      }
    }
  }
}

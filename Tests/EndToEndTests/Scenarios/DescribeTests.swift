import Harness
import Testing

extension EndToEnd {
  /// What a tenant describes reads as for somebody whom RBAC allows to read it.
  @Suite struct `Descriptions` {
    @Test(
      arguments: Client.each,
      ["node capsule-gold-qwerty", "storageclass cephfs", "ingressclass internal-lb"])
    func `are those of a reader`(client: Client, object: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("describe \(object)", as: .alice, from: client)
      let direct = try await cluster.kubectl(
        "describe \(object)", as: .reader, from: client, .direct)
      // What neither may read, a node's lease, is said with the user's name.
      let output = direct.output.replacing("\"reader\"", with: "\"alice\"")
      #expect(answer.output.cellsWithoutAges == output.cellsWithoutAges)
      #expect(answer.errors == direct.errors)
      #expect(answer.exitCode == 0)
    }

    @Test(arguments: Client.each, ["namespaces", "nodes"])
    func `of all are of what is theirs`(client: Client, resource: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let names = try await cluster.kubectl(
        "get \(resource) -o name", as: .alice, from: client)
      let answer = try await cluster.kubectl("describe \(resource)", as: .alice, from: client)
      let named = try await cluster.kubectl(["describe"] + names.lines, as: .alice, from: client)
      #expect(answer.output.cellsWithoutAges == named.output.cellsWithoutAges)
      #expect(answer.exitCode == 0)
    }
  }
}

import Harness
import JSON
import Testing

extension EndToEnd {
  /// A tenant's watch shows what an administrator's shows of the same objects, and when.
  @Suite struct `Watches of cluster-scoped objects` {
    @Test(arguments: Client.each)
    func `a watch of namespaces tells what happens to theirs`(client: Client) async throws {
      try await watchNamespaces(client, "--output-watch-events")
    }

    @Test(arguments: Client.one, ["", "-o name", "-o wide", "-o json --output-watch-events"])
    func `it does so in every form`(client: Client, flags: String) async throws {
      try await watchNamespaces(client, flags)
    }

    private func watchNamespaces(_ client: Client, _ flags: String) async throws {
      let tenancy = try await Tenancy(Cluster.ready(client.ground), for: client)
      let mine = try await tenancy.addNamespace("mine")
      let foreign = try await tenancy.addForeignNamespace("foreign")
      let pair = try await WatchedTwice(
        "get namespaces -w \(flags)", by: tenancy,
        narrowing: "-l capsule.clastix.io/tenant=\(tenancy.name)")
      try await pair.agree { $0.contains(mine) }
      for namespace in [foreign, mine] {
        try await tenancy.cluster.admin("label namespace \(namespace) colour=green")
        try await tenancy.cluster.admin("delete namespace \(namespace)")
      }
      // Listed, labelled, and at least one change of its deletion.
      try await pair.agree { $0.split(separator: mine).count > 3 }
      #expect(!pair.owner.output.contains(foreign))
      await pair.stop()
      try await tenancy.remove()
    }

    @Test(arguments: Client.each)
    func `a watch of one namespace tells of its end`(client: Client) async throws {
      let tenancy = try await Tenancy(Cluster.ready(client.ground), for: client)
      let mine = try await tenancy.addNamespace("mine")
      let pair = try await WatchedTwice(
        "get namespace \(mine) -w --output-watch-events", by: tenancy)
      try await pair.agree { $0.contains("ADDED") }
      try await tenancy.cluster.admin("delete namespace \(mine)")
      try await pair.agree { $0.contains("DELETED") }
      await pair.stop()
      try await tenancy.remove()
    }

    @Test(arguments: Client.each)
    func `a watch of nodes tells what happens to theirs`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground, for: .thatChangeWhatIsShared)
      let tenancy = try await Tenancy(cluster, for: client, settings: ["Nodes": ["List"]]) { name in
        ["nodeSelector": ["watched": .string(name)]]
      }
      for (suffix, value) in [("mine", tenancy.name), ("foreign", "nobody")] {
        try await cluster.create([
          "apiVersion": "v1", "kind": "Node",
          "metadata": [
            "name": .string("\(tenancy.name)-\(suffix)"), "labels": ["watched": .string(value)],
          ],
        ])
      }
      try await tenancy.awaitSight(of: "node", "\(tenancy.name)-mine")
      let pair = try await WatchedTwice(
        "get nodes -w -o name", by: tenancy, narrowing: "-l watched=\(tenancy.name)")
      try await pair.agree { !$0.isEmpty }
      for node in ["foreign", "mine"].map({ "\(tenancy.name)-\($0)" }) {
        try await cluster.admin("label node \(node) colour=green")
        try await cluster.admin("delete node \(node)")
      }
      try await pair.agree { $0.split(separator: "\n").count > 2 }
      #expect(!pair.owner.output.contains("foreign"))
      await pair.stop()
      try await tenancy.remove()
    }

    @Test(arguments: Client.each, ["namespaces", "storageclasses"])
    func `who owns nothing watches nothing`(client: Client, resource: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let words = "get \(resource) -w"
      let answer = try await cluster.kubectl(words, as: .mallory, from: client)
      let direct = try await cluster.kubectl(words, as: .mallory, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
    }
  }
}

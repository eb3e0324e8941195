import Harness
import Testing

extension EndToEnd {
  @Suite struct `Lists of cluster-scoped objects` {
    /// What one user gets to see of one resource; no names stand for Forbidden.
    struct Row: Sendable, CustomStringConvertible {
      let user: User
      let resource: String
      let names: [String]?

      var description: String {
        "\(user.rawValue) sees of \(resource): \(names?.joined(separator: ", ") ?? "Forbidden")"
      }
    }

    static let rows: [Row] = [
      Row(
        user: .alice, resource: "namespaces",
        names: ["gas-marketing", "oil-development", "oil-production"]),
      Row(user: .alice, resource: "nodes", names: ["capsule-gold-qwerty"]),
      Row(user: .alice, resource: "storageclasses", names: ["cephfs", "custom", "glusterfs"]),
      Row(
        user: .alice, resource: "ingressclasses", names: ["custom", "external-lb", "internal-lb"]),
      Row(user: .alice, resource: "tenants", names: ["oil"]),
      Row(user: .bob, resource: "namespaces", names: ["gas-production", "gas-staging"]),
      Row(user: .bob, resource: "nodes", names: nil),
      Row(user: .bob, resource: "storageclasses", names: ["custom", "zol"]),
      Row(user: .bob, resource: "ingressclasses", names: nil),
      Row(user: .bob, resource: "tenants", names: ["gas"]),
      Row(user: .joe, resource: "namespaces", names: ["gas-production", "gas-staging"]),
      Row(user: .joe, resource: "nodes", names: ["capsule-silver-asdfgh"]),
      Row(user: .joe, resource: "storageclasses", names: nil),
      Row(user: .joe, resource: "ingressclasses", names: ["nginx"]),
      Row(user: .joe, resource: "tenants", names: ["gas"]),
      Row(user: .mallory, resource: "namespaces", names: nil),
      Row(user: .mallory, resource: "nodes", names: nil),
      Row(user: .mallory, resource: "storageclasses", names: nil),
      Row(user: .mallory, resource: "ingressclasses", names: nil),
      Row(user: .mallory, resource: "tenants", names: nil),
    ]

    @Test(arguments: Client.all, rows)
    func `everybody sees exactly what is theirs`(client: Client, row: Row) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let words = ["get", row.resource, "-o", "custom-columns=:.metadata.name", "--no-headers"]
      let answer = try await cluster.kubectl(words, as: row.user, from: client)
      if let names = row.names {
        #expect(answer == Finished(exitCode: 0, output: names.asLines, errors: ""))
      } else {
        let direct = try await cluster.kubectl(words, as: row.user, from: client, .direct)
        #expect(answer == direct)
        #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
      }
    }

    @Test(arguments: Client.all, ["nodes", "storageclasses", "ingressclasses"])
    func `an administrator sees everything`(client: Client, resource: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get \(resource) -o json", as: .admin, from: client)
      let direct = try await cluster.kubectl(
        "get \(resource) -o json", as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 0)
    }

    @Test(arguments: Client.all)
    func `an administrator sees every namespace`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get namespaces -o name", as: .admin, from: client)
      let known = ["oil-production", "gas-production", "platform-monitoring", "kube-system"]
      #expect(answer.exitCode == 0)
      #expect(Set(answer.lines).isSuperset(of: known.map { "namespace/\($0)" }))
      #expect(answer.lines.count > Preparation.crowd)
    }

    /// kubectl asks for 500 at once unless told otherwise.
    @Test(arguments: Client.all, ["500", "37", "0"])
    func `a crowd of namespaces comes whole, whatever the page`(
      client: Client, chunk: String
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(
        "get namespaces -o name --chunk-size=\(chunk)", as: .carol, from: client)
      let expected = (1...Preparation.crowd).map { "namespace/crowd-\($0)" }
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.lines.count == expected.count)
      #expect(Set(answer.lines) == Set(expected))
    }
  }
}

extension [String] {
  /// The text in which each is a line.
  var asLines: String { map { $0 + "\n" }.joined() }
}

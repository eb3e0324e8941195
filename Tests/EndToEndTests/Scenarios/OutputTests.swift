import Harness
import JSON
import Testing

extension EndToEnd {
  @Suite struct `Forms of output` {
    private static let mine = ["gas-marketing", "oil-development", "oil-production"]

    @Test(arguments: Client.all, ["json", "yaml", "name"])
    func `what is shown is shown as it is`(client: Client, form: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get ns -o \(form)", as: .alice, from: client)
      // The same three objects, asked for one by one by somebody who may.
      let direct = try await cluster.kubectl(
        ["get", "ns"] + Self.mine + ["-o", form], as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 0)
    }

    @Test(arguments: Client.each, ["--show-labels", "-o wide", ""])
    func `tables have the rows of what is theirs`(client: Client, flags: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get ns \(flags)", as: .alice, from: client)
      let direct = try await cluster.kubectl(
        ["get", "ns"] + Self.mine + flags.split(separator: " ").map(String.init), as: .admin,
        from: client, .direct)
      #expect(answer.exitCode == 0)
      // Ages go on between the two.
      #expect(Self.cells(answer) == Self.cells(direct))
      #expect(Self.cells(answer).dropFirst().map(\.first) == Self.mine)
    }

    /// The cells of a table without the ages.
    private static func cells(_ answer: Finished) -> [[String]] {
      answer.lines.map { line in
        var cells = line.split(separator: " ").map(String.init)
        if cells.count > 2 { cells.remove(at: 2) }
        return cells
      }
    }

    @Test(
      arguments: Client.each,
      [
        ("-l kubernetes.io/metadata.name=oil-production", ["oil-production"]),
        ("-l capsule.clastix.io/tenant", mine),
        ("-l capsule.clastix.io/tenant=gas", []),
        ("-l kubernetes.io/metadata.name=gas-production", []),
        ("-l kubernetes.io/metadata.name notin (oil-production)", Array(mine.dropLast())),
        ("--field-selector metadata.name=oil-production", ["oil-production"]),
        ("--field-selector metadata.name!=oil-production", Array(mine.dropLast())),
        ("--field-selector status.phase=Active", mine),
        ("--sort-by .metadata.name", mine),
      ])
    func `selectors narrow what is theirs`(
      client: Client, row: (flags: String, names: [String])
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let flag = row.flags.split(separator: " ", maxSplits: 1).map(String.init)
      let answer = try await cluster.kubectl(
        ["get", "ns", "-o", "name"] + flag, as: .alice, from: client)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.lines == row.names.map { "namespace/\($0)" })
    }

    @Test(arguments: Client.each)
    func `a list says nothing of what it hides`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(
        "get --raw /api/v1/namespaces?limit=1", as: .alice, from: client)
      let list = try JSONValue(parsing: Array(answer.output.utf8))
      #expect(list["kind"]?.string == "NamespaceList")
      #expect(list["metadata", "remainingItemCount"] == nil)
      let names = (list["items"]?.array ?? []).compactMap { $0["metadata", "name"]?.string }
      #expect(!names.isEmpty)
      #expect(Set(names).isSubset(of: Self.mine))
    }
  }
}

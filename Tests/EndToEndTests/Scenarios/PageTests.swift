import Harness
import JSON
import Testing

extension EndToEnd {
  /// However many objects a page has, the pages together are the list.
  @Suite struct `Pages` {
    @Test(arguments: Client.each, ["", "-o yaml"])
    func `are the list, whatever their size`(client: Client, form: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      for resource in ["namespaces", "storageclasses"] {
        let line = "get \(resource) \(form) --chunk-size="
        let whole = try await cluster.kubectl(line + "0", as: .alice, from: client)
        #expect(whole.exitCode == 0, "\(whole.errors)")
        for size in ["1", "2", "500"] {
          let answer = try await cluster.kubectl(line + size, as: .alice, from: client)
          #expect(answer.output.cellsWithoutAges == whole.output.cellsWithoutAges)
          #expect(answer.errors == whole.errors)
        }
      }
    }

    @Test(arguments: Client.one)
    func `hold no more than was asked for, and hide where they end`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      var names: [String] = []
      var token = ""
      repeat {
        let path = "/api/v1/namespaces?limit=2&continue=\(token)"
        let answer = try await cluster.kubectl(["get", "--raw", path], as: .alice, from: client)
        let page = try JSONValue(parsing: Array(answer.output.utf8))
        let items = page["items"]?.array ?? []
        names += items.compactMap { $0["metadata", "name"]?.string }
        #expect(items.count == 2 || page["metadata", "continue"] == nil)
        #expect(page["metadata", "remainingItemCount"] == nil)
        token = page["metadata", "continue"]?.string ?? ""
        // The API server's own says the last name that it read in plain Base64.
        #expect(!token.hasPrefix("eyJ"))
      } while !token.isEmpty && names.count < 10
      #expect(names == ["gas-marketing", "oil-development", "oil-production"])
    }
  }
}

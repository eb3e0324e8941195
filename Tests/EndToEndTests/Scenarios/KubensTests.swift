import Foundation
import Harness
import Testing

extension EndToEnd {
  /// kubens asks for all namespaces with the kubectl that is there, and believes what it is told.
  @Suite(.enabled(if: Tool.kubens.isThere, "kubens is not here: make deps"))
  struct `kubens` {
    @Test(arguments: Client.all)
    func `lists what is theirs, and switches to it alone`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let home = try cluster.run.folder.folder("home-\(UUID().uuidString)").path
      let path = try cluster.kubeconfig(of: .alice, with: client.credential, .proxy)
      func kubens(_ words: String...) async throws -> Finished {
        try await Tool.kubens(
          words, kubeconfig: path, home: home, kubectl: client.kubectl, in: cluster.run)
      }
      let listed = try await kubens()
      #expect(listed.lines == ["gas-marketing", "oil-development", "oil-production"])
      #expect(listed.exitCode == 0, "\(listed.errors)")

      for name in ["oil-development", "oil-production"] {
        let switched = try await kubens(name)
        #expect(switched.errors == "Active namespace is \"\(name)\".\n")
      }
      for foreign in ["gas-production", "nowhere"] {
        let refused = try await kubens(foreign)
        #expect(refused.exitCode == 1)
        #expect(refused.errors == "error: no namespace exists with name \"\(foreign)\".\n")
      }
      #expect(try await kubens("-c").lines == ["oil-production"])
      #expect(try await kubens("-").errors == "Active namespace is \"oil-development\".\n")
    }
  }
}

import Foundation
import Harness
import Testing

extension EndToEnd {
  /// Helm in a tenant's namespace, with a chart that looks namespaces up: natively that alone keeps
  /// a tenant from installing it.
  @Suite struct `Helm` {
    private static let clients = BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients"
    private static let lookedUp = "namespaces: gas-marketing,oil-development,oil-production,"

    @Test(
      .enabled(if: Tool.helm.isThere, "Helm is not here: make deps"),
      arguments: Ground.all, Client.Credential.allCases)
    func `3 installs, lists, upgrades, rolls back and uninstalls`(
      ground: Ground, credential: Client.Credential
    ) async throws {
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let home = try cluster.run.folder.folder("home-\(UUID().uuidString)").path
      let path = try cluster.kubeconfig(of: .alice, with: credential, .proxy)
      let name = "three-\(credential.rawValue)"
      func helm(_ line: String) async throws -> Finished {
        let words = line.split(separator: " ").map(String.init)
        let answer = try await Tool.helm(
          words + ["-n", "oil-production"], kubeconfig: path, home: home, in: cluster.run)
        #expect(answer.exitCode == 0, "helm \(line): \(answer.errors)")
        return answer
      }
      let installed = try await helm("install \(name) \(Self.clients)/chart --wait -o json")
      #expect(installed.output.contains(#""status":"deployed""#))
      let manifest = try await helm("get manifest \(name)")
      #expect(manifest.lines.contains("  namespace: \"oil-production\""))
      #expect(manifest.lines.contains("  " + Self.lookedUp), "\(manifest.output)")
      #expect(try await helm("list -q --filter ^\(name)$").lines == [name])

      _ = try await helm("upgrade \(name) \(Self.clients)/chart --set colour=blue,port=81 --wait")
      let values = try await helm("get values \(name) -o json")
      #expect(values.output == "{\"colour\":\"blue\",\"port\":81}\n")
      _ = try await helm("rollback \(name) 1 --wait")
      #expect(try await helm("history \(name)").lines.count == 4)
      _ = try await helm("uninstall \(name) --wait")
      #expect(try await helm("list -q --all --filter ^\(name)$").lines.isEmpty)
    }

    @Test(
      .enabled(if: Python.installed != nil, "Helm's library is not here: make deps"),
      arguments: Ground.all, Client.Credential.allCases)
    func `4 installs, lists, upgrades, rolls back and uninstalls`(
      ground: Ground, credential: Client.Credential
    ) async throws {
      let python = try #require(Python.installed)
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let path = try cluster.kubeconfig(of: .alice, with: credential, .proxy)
      let answer = try await python(
        Self.clients + "/helm_client.py", [path, "oil-production", "four-\(credential.rawValue)"],
        within: .seconds(240), in: cluster.run)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      #expect(answer.lines.contains("namespace: \"oil-production\""))
      #expect(answer.lines.contains(Self.lookedUp))
    }
  }
}

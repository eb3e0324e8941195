import Harness
import Testing

extension EndToEnd {
  /// Clients that others wrote, unchanged: each script asserts what it expects, and says nothing.
  @Suite(.enabled(if: Python.installed != nil, "Python's clients are not here: make deps"))
  struct `Other people's clients` {
    private static let scripts = ["official_client", "kopf_operator", "kr8s_client"]

    @Test(arguments: Ground.all, scripts)
    func `run past the proxy`(ground: Ground, script: String) async throws {
      try await run(script, on: ground, .direct)
    }

    @Test(arguments: Ground.all, scripts)
    func `run through the proxy`(ground: Ground, script: String) async throws {
      try await run(script, on: ground, .proxy)
    }

    private func run(_ script: String, on ground: Ground, _ way: Cluster.Way) async throws {
      let python = try #require(Python.installed)
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let kubeconfig = try cluster.kubeconfig(of: .admin, with: .certificate, way)
      let name = script.replacing("_", with: "-") + (way == .proxy ? "-proxy" : "-direct")
      let answer = try await python(
        BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/\(script).py",
        [kubeconfig, name], within: .seconds(240), in: cluster.run)
      #expect(answer.exitCode == 0, "\(answer.errors)")
    }
  }
}

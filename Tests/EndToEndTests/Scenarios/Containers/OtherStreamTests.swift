import Harness
import Testing

extension EndToEnd {
  /// The official client of Python talks with a command, uses two ports of a pod and follows a log.
  @Suite(.enabled(if: Python.installed != nil, "Python's clients are not here: make deps"))
  struct `Streams of another client` {
    @Test(arguments: Client.one, Client.Credential.allCases)
    func `run through the proxy as past it`(
      client: Client, credential: Client.Credential
    ) async throws {
      let python = try #require(Python.installed)
      let machines = try await Machines.ready(client.ground)
      for way in [Cluster.Way.direct, .proxy] {
        let pod = try await machines.addPod(on: .modern)
        let kubeconfig = try machines.cluster.kubeconfig(of: .alice, with: credential, way)
        let answer = try await python(
          BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/stream_client.py",
          [kubeconfig, Machines.namespace, pod], within: .seconds(240), in: machines.cluster.run)
        #expect(answer.exitCode == 0, "\(way): \(answer.errors)")
        let requests = machines.kubelet.requests(of: pod)
        #expect(requests.count == 6)
        #expect(requests.allSatisfy { $0.upgrade == "websocket" || $0.path.contains("Logs") })
      }
    }
  }
}

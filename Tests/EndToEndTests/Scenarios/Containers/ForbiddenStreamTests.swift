import Harness
import Testing

extension EndToEnd {
  @Suite struct `What may not be done with a pod` {
    /// bob may look and read logs, and no more.
    @Test(
      arguments: StreamingClient.all,
      ["exec POD -- true", "attach POD", "port-forward POD :80", "cp machines/POD:a b"])
    func `is forbidden in the API server's own words`(
      from streaming: StreamingClient, line: String
    ) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let words = line.replacing("POD", with: pod).split(separator: " ").map(String.init)
      let proxied = try await machines.kubectl(words, as: .bob, from: streaming)
      let direct = try await machines.kubectl(words, as: .bob, from: streaming, .direct)
      #expect(proxied == direct)
      #expect(proxied.exitCode != 0 && proxied.errors.contains("forbidden"), "\(proxied.errors)")
      #expect(machines.kubelet.requests(of: pod).isEmpty)
    }

    /// kubectl looks the pod up before it asks for more: this is what the server says by itself.
    @Test(arguments: Ground.all, RefusedStream.all)
    func `is refused with the same words on each ground`(
      ground: Ground, refused: RefusedStream
    ) async throws {
      let machines = try await Machines.ready(ground)
      let pod = try await machines.addPod(on: refused.node, containers: refused.containers)
      let target =
        "/api/v1/namespaces/\(Machines.namespace)/pods/"
        + refused.target.replacing("POD", with: pod)
      let message = refused.message.replacing("POD", with: pod)
      for way in [Cluster.Way.direct, .proxy] {
        let asker = try machines.cluster.asker(refused.user, way)
        let answer = try await asker.ask(refused.method, target, refused.fields)
        #expect(answer.status == refused.status, "\(way): \(answer.text)")
        #expect(answer.text.contains(message), "\(way): \(answer.text)")
      }
      #expect(machines.kubelet.requests(of: pod).isEmpty)
    }
  }
}

import Harness
import Testing
import Wire

extension EndToEnd {
  @Suite struct `Ports of pods` {
    @Test(arguments: StreamingClient.all)
    func `are reached by several connections at once`(
      from streaming: StreamingClient
    ) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let forward = try machines.start(["port-forward", pod, ":80"], from: streaming)
      let port = try await port(of: forward)
      let greetings = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<5 {
          group.addTask { try await greeting(port, loops: machines.cluster.loops) }
        }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      let expected = "hello from \(Machines.namespace)/\(pod)\n"
      #expect(greetings == Array(repeating: expected, count: 5))
      // The tunnel goes on when its connections have ended.
      let later = try await greeting(port, loops: machines.cluster.loops)
      #expect(later == expected && forward.isRunning)
      let requests = machines.kubelet.requests(of: pod)
      #expect(requests.count == 1)
      #expect(
        requests.first?.subprotocol
          == (speaksSPDYToKubelet(streaming) ? "portforward.k8s.io" : "SPDY/3.1+portforward.k8s.io")
      )
      await forward.stop()
    }

    private func speaksSPDYToKubelet(_ streaming: StreamingClient) -> Bool {
      streaming.upgrade == .spdy
    }

    /// The port that kubectl opened here.
    private func port(of forward: ChildProcess) async throws -> UInt16 {
      do {
        try await eventually("the port", within: .seconds(60)) {
          guard forward.isRunning else { throw Timeout("kubectl port-forward ended") }
          return forward.output.contains("Forwarding from 127.0.0.1:")
        }
      } catch {
        throw Timeout("\(error)", forward.errors)
      }
      let port = forward.output.firstMatch(of: #/Forwarding from 127\.0\.0\.1:(\d+) /#)?.output.1
      return try #require(port.flatMap { UInt16($0) })
    }

    /// What a pod's port 80 answers.
    private func greeting(_ port: UInt16, loops: EventLoops) async throws -> String {
      let answer = await loops.run { () async -> Result<[UInt8], any Error> in
        do {
          guard let loop = EventLoop.current else { throw Timeout("no loop") }
          var timeouts = HTTPTimeouts()
          timeouts.answer = .seconds(60)
          let client = try await ClientConnection.connect(
            to: Endpoint(host: "127.0.0.1", port: port), tls: nil, loop: loop, timeouts: timeouts)
          defer { client.close() }
          var head = try RequestHead(method: "GET", target: "/")
          try head.fields.append("Host", value: "pod")
          client.begin(head)
          try await client.flush()
          try await client.readResponse(to: head.methodKind, by: .after(.seconds(60)))
          return .success(try await client.readBody(maximum: 1 << 16))
        } catch {
          return .failure(error)
        }
      }
      return String(decoding: try answer.get(), as: UTF8.self)
    }
  }
}

import Harness
import Testing

extension EndToEnd {
  @Suite struct `Commands in containers` {
    @Test(arguments: StreamingClient.all)
    func `say what they say past the proxy, and end as they end there`(
      from streaming: StreamingClient
    ) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let words = ["exec", pod, "--", "sh", "-c", "echo out; echo err >&2; exit 7"]
      let proxied = try await machines.kubectl(words, from: streaming)
      let direct = try await machines.kubectl(words, from: streaming, .direct)
      #expect(
        proxied
          == Finished(
            exitCode: 7, output: "out\n", errors: "err\ncommand terminated with exit code 7\n"))
      #expect(proxied == direct)
      let requests = machines.kubelet.requests(of: pod)
      let upgrade = streaming.upgrade.rawValue
      #expect(requests.map(\.upgrade) == [upgrade, upgrade], "the protocol changed on the way")
      #expect(
        requests.map(\.subprotocol)
          == Array(
            repeating: streaming.upgrade == .spdy ? "v4.channel.k8s.io" : "v5.channel.k8s.io",
            count: 2))
    }

    @Test(arguments: StreamingClient.each)
    func `read what they are given, to its end`(from streaming: StreamingClient) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let input = (1...40_000).map { "line \($0)\n" }.joined()
      for way in [Cluster.Way.proxy, .direct] {
        let answer = try await machines.kubectl(
          ["exec", "-i", pod, "--", "cat"], from: streaming, way, input: input)
        #expect(answer.exitCode == 0, "\(answer.errors)")
        #expect(answer.output == input)
      }
    }

    @Test(arguments: StreamingClient.each)
    func `run on a kubelet that knows no WebSocket`(from streaming: StreamingClient) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .plain)
      let words = ["exec", "-i", pod, "--", "sh", "-c", "tr a-z A-Z; exit 3"]
      let proxied = try await machines.kubectl(words, from: streaming, input: "loud\n")
      let direct = try await machines.kubectl(words, from: streaming, .direct, input: "loud\n")
      #expect(
        proxied
          == Finished(
            exitCode: 3, output: "LOUD\n", errors: "command terminated with exit code 3\n"))
      #expect(proxied == direct)
      // The sandbox hands on what its client speaks: there it is the kubelet that knows both.
      if streaming.ground == .controlPlane {
        #expect(machines.kubelet.requests(of: pod).map(\.upgrade) == ["SPDY/3.1", "SPDY/3.1"])
      }
    }

    @Test(arguments: StreamingClient.each)
    func `are found running by who attaches`(from streaming: StreamingClient) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let words = ["attach", "-i", pod]
      let proxied = try await machines.kubectl(words, from: streaming, input: "are you there?\n")
      let direct = try await machines.kubectl(
        words, from: streaming, .direct, input: "are you there?\n")
      #expect(proxied == direct)
      #expect(proxied.exitCode == 0 && proxied.output == "attached\nare you there?\n")
      #expect(proxied.errors.contains("beside it\n"), "\(proxied.errors)")
      #expect(machines.kubelet.requests(of: pod).allSatisfy { $0.path.hasPrefix("/attach/") })
    }

    /// Nobody but the API server proves anything to a kubelet.
    @Test(arguments: StreamingClient.all)
    func `show the kubelet nothing that proves who asked`(
      from streaming: StreamingClient
    ) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let answer = try await machines.kubectl(
        ["exec", pod, "--", "sh", "-c", "env; cat /proc/$PPID/cmdline"], from: streaming)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      let requests = machines.kubelet.requests(of: pod)
      #expect(requests.count == 1)
      let program = Folder.text(of: machines.cluster.programKubeconfig)
      let secret = try #require(program.firstMatch(of: /"token": ?"([^"]+)"/)?.output.1)
      for request in requests {
        #expect(request.certificate == nil)
        for (name, value) in request.fields {
          let name = name.lowercased()
          #expect(name != "authorization" && !name.hasPrefix("impersonate"), "\(name)")
          #expect(!name.hasPrefix("x-remote"), "\(name)")
          #expect(!value.contains(secret) && !value.contains(User.alice.token), "\(name)")
        }
      }
    }
  }
}

import Harness
import Testing

extension EndToEnd {
  @Suite struct `Streams without a client` {
    @Test(
      arguments: StreamingClient.each,
      ["exec POD -- sleep 3600", "port-forward POD :80", "logs -f POD"])
    func `end at the kubelet`(from streaming: StreamingClient, line: String) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let words = line.replacing("POD", with: pod).split(separator: " ").map(String.init)
      let kubectl = try machines.start(words, from: streaming)
      do {
        try await eventually("the kubelet to be asked", within: .seconds(60)) {
          guard kubectl.isRunning else { throw Timeout("kubectl ended") }
          return machines.kubelet.requests(of: pod).count == 1
        }
      } catch {
        throw Timeout("\(error)", kubectl.errors)
      }
      #expect(machines.kubelet.requests(of: pod).allSatisfy { !$0.hasEnded })
      // No goodbye of any protocol: the connection breaks off.
      kubectl.signal(9)
      try await eventually("the request to end at the kubelet", within: .seconds(60)) {
        machines.kubelet.requests(of: pod).allSatisfy(\.hasEnded)
      }
    }
  }
}

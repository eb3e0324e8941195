import Harness
import Testing

extension EndToEnd {
  @Suite struct `Logs of containers` {
    @Test(arguments: StreamingClient.each)
    func `come line by line while they are written`(from streaming: StreamingClient) async throws {
      let machines = try await Machines.ready(streaming.ground)
      let pod = try await machines.addPod(on: .modern)
      let follows = [Cluster.Way.proxy, .direct]
      let logs = try follows.map { try machines.start(["logs", "-f", pod], from: streaming, $0) }
      var lines = ""
      for word in ["one", "two", "three"] {
        lines += "\(word)\n"
        let written = try await machines.kubectl(
          ["exec", pod, "--", "sh", "-c", "echo \(word) >>\"$LOG\""], from: streaming, .direct)
        #expect(written.exitCode == 0, "\(written.errors)")
        // Nothing is written behind it: what holds a line back would hold it for ever.
        for log in logs {
          do {
            try await eventually("line \(word)", within: .seconds(60)) { log.output == lines }
          } catch {
            throw Timeout("\(error)", "\(log.output)\(log.errors)")
          }
          #expect(log.isRunning)
        }
      }
      for log in logs { await log.stop() }
      let tail = try await machines.kubectl(["logs", "--tail=2", pod], from: streaming)
      #expect(tail == Finished(exitCode: 0, output: "two\nthree\n", errors: ""))
    }
  }
}

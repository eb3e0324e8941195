import Harness
import Wire

/// A kubelet that lets everybody in, says a word, and waits until the other side goes away.
struct SilentKubelet {
  let port: UInt16
  private let serving: Task<Void, Never>

  init(certificate: Authority.Pair, on loops: EventLoops) async throws {
    let tls = try TLSContext.server(
      certificateChain: try FileContents.read(certificate.certificate),
      privateKey: try FileContents.read(certificate.key))
    let listener = await loops.run { () async -> Result<Listener, WireError> in
      guard let loop = EventLoop.current else { return .failure(WireError(.closed, "no loop")) }
      do throws(WireError) {
        return .success(try await Listener(host: "127.0.0.1", port: 0, loop: loop))
      } catch {
        return .failure(error)
      }
    }
    let bound = try listener.get()
    port = bound.address.port
    serving = Task {
      await loops.run {
        await HTTPServer(loops: loops) { tls }.run(bound, refused: { _, _ in }) { connection in
          await Self.serve(connection)
        }
      }
    }
  }

  func stop() async {
    serving.cancel()
    await serving.value
  }

  private static func serve(_ connection: ServerConnection) async {
    do throws(WireError) {
      guard try await connection.nextRequest() else { return }
      var head = ResponseHead(status: 101)
      head.fields.append("Connection", literal: "Upgrade")
      head.fields.append("Upgrade", literal: "SPDY/3.1")
      connection.change(protocols: head)
      try connection.append(Array("hello".utf8))
      try await connection.flush()
      while !connection.isGone {
        try await connection.transport.loop.sleep(until: .after(.milliseconds(200)))
      }
    } catch {}
  }
}

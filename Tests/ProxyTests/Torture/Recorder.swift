import Synchronization
import TestSupport

@testable import Wire

/// An upstream that keeps every byte of every connection, and reads requests by a reader of its own.
///
/// The program's own reader would agree with the program's own writer.
final class Recorder: Sendable {
  /// What one connection sent.
  struct Stream: Sendable {
    var bytes: [UInt8] = []
    /// The requests among them.
    var messages: [Message] = []
    /// What was no request.
    var fault: String?
  }

  /// What it answers.
  struct Reply: Sendable {
    /// What becomes of the connection afterwards.
    enum End: Sendable {
      case open
      case closed
      /// Reset, without the goodbye of TLS.
      case broken
    }

    var bytes: [UInt8]
    var end = End.open
  }

  private struct Kept {
    var streams: [Stream] = []
    var messages: [Message] = []
  }

  let port: UInt16
  private let kept = Mutex(Kept())
  /// The answer; nil is one that says what was asked.
  private let script: @Sendable (Message) -> Reply?

  private init(port: UInt16, _ script: @escaping @Sendable (Message) -> Reply?) {
    self.port = port
    self.script = script
  }

  var streams: [Stream] { kept.withLock { $0.streams } }

  /// All requests so far, as they came.
  var messages: [Message] { kept.withLock { $0.messages } }

  /// Runs `body` with a stage whose proxy forwards to a recorder.
  static func run(
    _ scene: Scene = Scene(), answer: @escaping @Sendable (Message) -> Reply? = { _ in nil },
    _ body: @escaping @Sendable (Stage, Recorder) async throws -> Void
  ) async throws {
    try await listen(answer: answer) { recorder in
      var scene = scene
      scene.forwardsTo = recorder.port
      try await Stage.run(scene) { try await body($0, recorder) }
    }
  }

  /// Runs `body` with a recorder on a port, or on any.
  static func listen(
    on port: UInt16 = 0, answer: @escaping @Sendable (Message) -> Reply? = { _ in nil },
    _ body: @escaping @Sendable (Recorder) async throws -> Void
  ) async throws {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let tls = try StageKeys.shared.get().upstream.serverContext()
    let result: Result<Void, any Error> = await loops.run {
      do {
        let listener = try await Listener(host: "127.0.0.1", port: port, loop: loops.first)
        let recorder = Recorder(port: listener.address.port, answer)
        return await withTaskGroup(of: Result<Void, any Error>?.self) { group in
          group.addTask(executorPreference: loops.first) {
            let http = HTTPServer(loops: loops) { tls }
            await http.run(listener, refused: { _, _ in }) { await recorder.serve($0) }
            return nil
          }
          group.addTask {
            do { return .success(try await body(recorder)) } catch { return .failure(error) }
          }
          var outcome: Result<Void, any Error>?
          while let next = await group.next() {
            guard let next else { continue }
            outcome = next
            group.cancelAll()
          }
          return outcome ?? .failure(CancellationError())
        }
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func serve(_ connection: ServerConnection) async {
    let number = kept.withLock { kept in
      kept.streams.append(Stream())
      return kept.streams.count - 1
    }
    let buffer = ByteBuffer()
    var pending: [UInt8] = []
    connection.input.begin(.untilClose, .request)
    do throws(WireError) {
      while try connection.input.gather(into: buffer, upTo: 1 << 20) != .ended {
        let bytes = buffer.bytes
        buffer.clear()
        pending += bytes
        kept.withLock { $0.streams[number].bytes += bytes }
        while !pending.isEmpty, case .message(let message, let count) = next(pending, number) {
          pending.removeFirst(count)
          kept.withLock { kept in
            kept.streams[number].messages.append(message)
            kept.messages.append(message)
          }
          let reply = script(message) ?? Reply(bytes: Self.echo(message))
          connection.output.buffer.append(reply.bytes)
          try await connection.flush()
          switch reply.end {
          case .open: break
          case .closed: return
          case .broken: return connection.transport.abort()
          }
        }
        if bytes.isEmpty { try await connection.input.waitForBytes(by: .after(.seconds(60))) }
      }
    } catch {}
  }

  private func next(_ pending: [UInt8], _ number: Int) -> Reader.Found {
    let found = Reader(way: .strict).next(pending[...])
    if case .nonsense(let why) = found { kept.withLock { $0.streams[number].fault = why } }
    return found
  }

  /// An answer that belongs to this request and to no other.
  static func echo(_ message: Message) -> [UInt8] {
    let isFiltered = message.values("Impersonate-Group").contains { $0.hasPrefix("bailiwick:") }
    let body =
      isFiltered
      ? #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}"#
      : #"{"kind":"Echo","target":"\#(message.target)","method":"\#(message.method)"}"#
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    return Array((message.method == "HEAD" ? head : head + body).utf8)
  }
}

import CSystem
import Foundation
import Testing

@testable import Wire

/// Listening for clients of this machine: on a socket's file, and on the loopback alone.
@Suite(.timeLimit(.minutes(5)))
struct SocketFileTests {
  private static func makeFolder() throws -> String {
    let folder = "/tmp/bailiwick-\(Hex.encode(RandomBytes.make(8)))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    return folder
  }

  /// Runs with the path of a file in a new folder, on a loop.
  private static func with(
    _ body: @escaping @Sendable (_ path: String, _ loop: EventLoop) async throws -> Void
  ) async throws {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await onLoops { try await body("\(folder)/proxy.sock", $0.first) }
  }

  /// What the system says of a file; nil where there is none.
  private static func facts(_ path: String) -> [FileAttributeKey: Any]? {
    try? FileManager.default.attributesOfItem(atPath: path)
  }

  private static func reason(_ body: () async throws(WireError) -> Void) async -> String {
    do throws(WireError) {
      try await body()
      return ""
    } catch {
      return error.reason
    }
  }

  @Test func `a socket's file is for its owner and group, and goes with the listener`() async throws
  {
    try await Self.with { path, loop in
      let listener = try Listener(unix: path, loop: loop)
      let facts = try #require(Self.facts(path))
      #expect(facts[.type] as? FileAttributeType == .typeSocket)
      #expect(facts[.posixPermissions] as? Int == 0o660)
      #expect("\(listener.address)" == "unix:\(path)" && listener.address.isUnix)
      #expect(listener.address.port == 0 && !listener.address.isLoopback)
      listener.close()
      #expect(Self.facts(path) == nil)
      #expect(loop.registered == 0)
    }
  }

  @Test func `a server answers on it, and tells of no address`() async throws {
    try await Self.with { path, loop in
      let listener = try Listener(unix: path, loop: loop)
      let client = FileDescriptor(cs_stream_socket(AF_UNIX))
      let address = listener.address
      let raw = client.raw
      let code = unsafe address.withStorage { unsafe cs_connect(raw, $0, address.count) }
      #expect(code == 0)
      let connection = ClientConnection(
        try Transport(client, peer: address, session: nil, loop: loop), timeouts: HTTPTimeouts())
      defer { connection.close() }
      let server = try ServerConnection(
        accepted: try await listener.accept(), session: { nil }, loop: loop,
        timeouts: HTTPTimeouts())
      #expect("\(server.transport.peer)" == "unix" && server.transport.peer.network == nil)
      connection.begin(try .test("GET"))
      try await connection.flush()
      let came = try await server.nextRequest()
      #expect(came)
      try await server.answer(ResponseHead(status: 200), body: Array("hello".utf8))
      try await connection.readResponse(to: .other, by: .after(.seconds(20)))
      let body = try await connection.readBody(maximum: 99)
      #expect(body == Array("hello".utf8))
      server.transport.close()
      listener.close()
    }
  }

  @Test func `one that was left behind is replaced, and one in use is not`() async throws {
    try await Self.with { path, loop in
      // As who was killed leaves it: the listener is gone, the file is not.
      do {
        let left = FileDescriptor(cs_stream_socket(AF_UNIX))
        let (raw, address) = (left.raw, try SocketAddress(unix: path))
        let code = unsafe address.withStorage { unsafe cs_bind(raw, $0, address.count) }
        #expect(code == 0)
      }
      #expect(Self.facts(path) != nil)
      let listener = try Listener(unix: path, loop: loop)
      #expect(
        await Self.reason { () throws(WireError) in _ = try Listener(unix: path, loop: loop) }
          == "another process listens on unix:\(path)")
      #expect(Self.facts(path) != nil)
      listener.close()
    }
  }

  @Test func `what is no socket is left alone, at the beginning and at the end`() async throws {
    try await Self.with { path, loop in
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      #expect(
        await Self.reason { () throws(WireError) in _ = try Listener(unix: path, loop: loop) }
          == "unix:\(path) is there and no socket: it is left alone")
      try FileManager.default.removeItem(atPath: path)
      let listener = try Listener(unix: path, loop: loop)
      try FileManager.default.removeItem(atPath: path)
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      listener.close()
      #expect(Self.facts(path) != nil)
    }
  }

  @Test(arguments: ["proxy.sock", "", "@abstract", "/tmp/a\0b"])
  func `a path that is not whole is refused`(_ path: String) async throws {
    try await onLoops { loops in
      let reason = await Self.reason { () throws(WireError) in
        _ = try Listener(unix: path, loop: loops.first)
      }
      #expect(reason.hasSuffix("is not the whole path of a file, from / on"))
    }
  }

  @Test func `the longest path is taken, and one more byte is refused`() async throws {
    try await onLoops { loops in
      let folder = try Self.makeFolder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let rest = SocketAddress.longestPath - folder.utf8.count - 1
      let longest = "\(folder)/\(String(repeating: "s", count: rest))"
      let listener = try Listener(unix: longest, loop: loops.first)
      #expect("\(listener.address)" == "unix:\(longest)")
      listener.close()
      #expect(Self.facts(longest) == nil)
      let reason = await Self.reason { () throws(WireError) in
        _ = try Listener(unix: longest + "s", loop: loops.first)
      }
      #expect(reason.hasSuffix("has 108 bytes, and a socket's path at most 107"))
    }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("localhost", true),
    ("0.0.0.0", false),
    ("", false), ("::", false), ("10.255.255.1", false), ("::ffff:127.0.0.1", false),
  ])
  func `who is to listen on the loopback listens nowhere else`(
    _ host: String, _ isTaken: Bool
  ) async throws {
    try await onLoops { loops in
      let reason = await Self.reason { () throws(WireError) in
        let listener = try await Listener(host: host, port: 0, isLocal: true, loop: loops.first)
        #expect(listener.address.isLoopback)
        listener.close()
      }
      #expect(isTaken ? reason.isEmpty : reason.contains("is not of the loopback"), "\(reason)")
    }
  }
}

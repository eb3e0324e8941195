import JSON
import TestSupport
import Testing

@testable import Wire

/// Every malformed, ambiguous or merely tricky message, to the whole proxy: never two readings.
@Suite("Torture", .timeLimit(.minutes(5)))
struct TortureTests {
  @Test func `the table is long, and its names are its own`() {
    #expect(Torture.all.count >= 150)
    #expect(Set(Torture.all.map(\.name)).count == Torture.all.count)
  }

  /// At once, and in pieces of a few bytes: where a message is cut says nothing.
  @Test(arguments: [Int.max, 7])
  func `each message has its one outcome, and nobody else's request is touched`(
    _ piece: Int
  ) async throws {
    let rows = piece == .max ? Torture.all : Torture.all.filter { $0.bytes.count < 1000 }
    try await Recorder.run { stage, recorder in
      // Kept connections of both pools, for what must not be left on them.
      _ = try await stage.ask("/api/v1/namespaces", as: .alice)
      _ = try await stage.ask("/api/v1/services", as: .bob)
      for (number, row) in rows.enumerated() {
        let seen = recorder.messages.count
        try await Self.send(row, number, in: pieces(piece), stage)
        Self.expect(row, number, Array(recorder.messages[seen...]))
        // Each of another caller, through the same pools.
        let target = "/api/v1/canary?other=\(number)"
        let other = try await stage.ask(target, as: .bob)
        #expect(other.text.contains(#""target":"\#(target)""#), "\(row.name): \(other)")
        let list = try await stage.ask("/api/v1/namespaces?canary=\(number)", as: .alice)
        #expect(list.text.contains("NamespaceList"), "\(row.name): \(list)")
      }
      #expect(!recorder.messages.contains { $0.target.hasPrefix("/hidden") })
      Self.expectOneReading(recorder)
    }
  }

  private func pieces(_ size: Int) -> @Sendable ([UInt8]) -> [[UInt8]] {
    { bytes in
      guard bytes.count > size else { return [bytes] }
      return stride(from: 0, to: bytes.count, by: size).map {
        Array(bytes[$0..<min($0 + size, bytes.count)])
      }
    }
  }

  /// Sends the bytes and behind them a request of the same caller, and holds what comes back against
  /// the row.
  private static func send(
    _ row: Torture, _ number: Int, in pieces: ([UInt8]) -> [[UInt8]], _ stage: Stage
  ) async throws {
    let client = try await stage.connect()
    defer { client.close() }
    let canary = "/api/v1/canary?same=\(number)"
    let bytes =
      row.end == .cut
      ? row.bytes
      : row.bytes + Torture.request("GET", canary, "Connection: close\r\n").octets
    do {
      for piece in pieces(bytes) { try await stage.write(piece, to: client) }
    } catch {
      // The proxy may have closed before it had everything.
      guard row.end == .closed else { throw error }
    }
    guard row.end != .cut else { return }
    let reply = await stage.rest(of: client)
    let answers = Answers(reply.text, to: row.forwarded.map(\.method))
    var expected = row.steps.map { step in
      switch step {
      case .forwarded: 200
      case .refused(let status): status
      }
    }
    if row.end == .open { expected.append(200) }
    #expect(answers.statuses == expected, "\(row.name): \(reply)")
    #expect(answers.rest.isEmpty && answers.all.allSatisfy(\.isWhole), "\(row.name): \(reply)")
    #expect(reply.end == .closed, "\(row.name): \(reply)")
    #expect(answers.all.last?.closes == true, "\(row.name): \(reply)")
    for (step, answer) in zip(row.steps, answers.all) {
      switch step {
      case .forwarded(let request):
        guard request.method != "HEAD", request.target != "/api/v1/namespaces" else { continue }
        #expect(answer.body.contains(#""method":"\#(request.method)""#), "\(row.name): \(answer)")
      case .refused(let status):
        let json = try? JSONValue(parsing: Array(answer.body.utf8))
        #expect(json?["kind"] == "Status" && json?["code"]?.int == status, "\(row.name): \(answer)")
      }
    }
    if row.end == .open {
      #expect(answers.all.last?.body.contains(canary) == true, "\(row.name): \(answers)")
    }
  }

  /// Holds what arrived upstream against the row.
  private static func expect(_ row: Torture, _ number: Int, _ arrived: [Message]) {
    var targets = row.forwarded.map(\.target)
    if row.end == .open { targets.append("/api/v1/canary?same=\(number)") }
    #expect(arrived.count == targets.count, "\(row.name): \(arrived)")
    for ((request, target), expected) in zip(zip(arrived, targets), row.forwarded) {
      #expect(request.method == expected.method, "\(row.name)")
      #expect(request.framing == expected.framing, "\(row.name)")
      #expect(String(octets: request.body) == expected.body, "\(row.name)")
      #expect(
        request.trailers.map { "\($0.name): \($0.value)" } == expected.trailers, "\(row.name)")
      let isFiltered = target == "/api/v1/namespaces"
      let path = request.target.prefix { $0 != "?" }
      #expect(isFiltered ? path == target : request.target == target, "\(row.name): \(request)")
      #expect(
        request.values("Authorization") == (isFiltered ? [] : ["Bearer alice.token"]), "\(row.name)"
      )
      #expect(
        request.values("Impersonate-User") == (isFiltered ? ["alice"] : []), "\(row.name)")
      #expect(request.values("Host").count == 1, "\(row.name)")
      for name in ["Keep-Alive", "Proxy-Connection", "Upgrade"] {
        #expect(request.values(name).isEmpty, "\(row.name): \(name)")
      }
      // What the proxy says in its own name on the next hop, and nothing else.
      for (name, value) in [("Connection", "TE"), ("TE", "trailers"), ("Expect", "100-continue")] {
        let values = request.values(name)
        #expect(values.isEmpty || values == [value], "\(row.name): \(name)")
      }
    }
  }

  /// All ways of reading the bytes of each connection find the same requests.
  private static func expectOneReading(_ recorder: Recorder) {
    for stream in recorder.streams {
      #expect(stream.fault == nil)
      for way in Reader.Way.allCases {
        let read = Reader(way: way).all(stream.bytes)
        #expect(
          read.messages == stream.messages, "\(way): \(String(octets: stream.bytes.prefix(500)))")
      }
    }
  }
}

import TestSupport
import Testing
import Wire

/// What the proxy sends is the same requests to servers of others as it was to the proxy.
@Suite("Torture before other servers", .timeLimit(.minutes(5)))
struct DifferentialTests {
  /// Everything that is forwarded, and nothing that every server may refuse.
  static let rows = Torture.all.filter { row in
    row.isPlain && row.end != .cut && row.forwarded.count == row.steps.count
  }

  @Test(.enabled(if: Origin.isThere(.nginx), "make deps"))
  func `nginx reads as many requests, and the same`() async throws {
    try await Self.compare(.nginx)
  }

  @Test(.enabled(if: Origin.isThere(.haproxy), "make deps"))
  func `haproxy reads as many requests, and nginx behind it`() async throws {
    try await Self.compare(.haproxy)
  }

  private static func compare(_ kind: Origin.Kind) async throws {
    #expect(rows.count > 100)
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let origin = try await Origin(kind, loops: loops)
    defer { origin.stop() }
    var scene = Scene()
    scene.forwardsTo = origin.port
    let expected = try await Stage.run(scene) { stage in
      var expected: [String] = []
      for (number, row) in rows.enumerated() {
        let canary = "/api/v1/canary?same=\(number)"
        let reply = try await stage.send(
          row.bytes + Torture.request("GET", canary, "Connection: close\r\n").octets)
        expected += row.forwarded.map { "\($0.method) \($0.target)" }
        if row.end == .open { expected.append("GET \(canary)") }
        let answers = Answers(reply.text, to: row.forwarded.map(\.method))
        let count = row.forwarded.count + (row.end == .open ? 1 : 0)
        #expect(answers.all.count == count && answers.rest.isEmpty, "\(row.name): \(reply)")
        // Each of another caller, on a connection that may be kept from before.
        let other = try await stage.ask("/api/v1/canary?other=\(number)", as: .bob)
        #expect(other.status == 200, "\(row.name): \(other)")
        expected.append("GET /api/v1/canary?other=\(number)")
      }
      return expected
    }
    let end = Deadline.after(.seconds(60))
    while origin.requests().contains(where: { $0.count < expected.count }), .now < end {
      try await Task.sleep(for: .milliseconds(50))
    }
    for read in origin.requests() { expectSame(read, expected) }
  }

  /// Whether both lists hold the same; of a filtered request the query is the proxy's.
  private static func expectSame(_ read: [String], _ expected: [String]) {
    let read = read.map { line in
      let path = line.prefix { $0 != "?" }
      return path == "GET /api/v1/namespaces" ? String(path) : line
    }
    var counts: [String: Int] = [:]
    for line in expected { counts[line, default: 0] += 1 }
    for line in read { counts[line, default: 0] -= 1 }
    #expect(counts.filter { $0.value != 0 } == [:])
    #expect(read.count == expected.count)
  }
}

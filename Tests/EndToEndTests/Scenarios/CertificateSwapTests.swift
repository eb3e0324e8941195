import Harness
import JSON
import Testing
import Wire

extension EndToEnd.`Files read again` {
  /// A connection of alice's that is never opened again.
  private final class Caller: @unchecked Sendable {
    let client: ClientConnection

    init(_ it: Changeable, trusting authority: Authority, on loop: EventLoop) async throws {
      var timeouts = HTTPTimeouts()
      (timeouts.connect, timeouts.handshake) = (.seconds(60), .seconds(60))
      let asker = try HTTPAsker(
        url: it.proxy.url,
        tls: try TLSContext.client(certificateAuthorities: authority.certificatePEM),
        loops: it.cluster.loops)
      client = try await ClientConnection.connect(
        to: asker.endpoint,
        tls: try TLSContext.client(certificateAuthorities: authority.certificatePEM), loop: loop,
        timeouts: timeouts)
    }

    /// Sends a request and reads the head of the answer.
    func begin(_ target: String) async throws {
      var head = try RequestHead(method: "GET", target: target)
      head.fields.append("Host", literal: "proxy.test")
      try head.fields.append("Authorization", value: "Bearer \(User.alice.token)")
      client.begin(head)
      try await client.flush()
      try await client.readResponse(to: .other, by: .after(.seconds(60)))
      try #require(client.response.status == 200)
    }

    /// Asks and reads the whole answer, after which the connection must go on.
    func ask(_ target: String) async throws {
      try await begin(target)
      _ = try await client.readBody(maximum: 16 << 20)
      try #require(client.response.keepAlive)
    }

    /// Reads events of a watch until one has this in it.
    func read(until text: String) async throws {
      var seen = ""
      while !seen.contains(text) {
        let payload = try await client.nextPayload(by: .after(.seconds(240)))
        seen += String(decoding: try #require(payload).bytes, as: UTF8.self)
      }
    }
  }

  /// How many connections of each kind are open while the certificate changes.
  private static let each = (idle: 34, watching: 33, busy: 33)

  @Test func `a hundred open connections outlive the certificate that they were shown`()
    async throws
  {
    let it = try await Changeable.start()
    let cluster = it.cluster
    let (old, loop) = (cluster.proxyAuthority, cluster.loops.first)
    let new = try Authority("swapping-\(it.proxy.process.id)", in: cluster.run.folder)
    let renewed = try new.server("swapped-\(it.proxy.process.id)")
    let name = "swap-\(it.proxy.process.id)"
    let configMaps = "/api/v1/namespaces/oil-development/configmaps"
    let gate = SwapGate()

    let outcome = await withTaskGroup(of: String?.self) { group in
      for number in 0..<Self.each.idle + Self.each.watching + Self.each.busy {
        group.addTask(executorPreference: loop) {
          do {
            let caller = try await Caller(it, trusting: old, on: loop)
            defer { caller.client.close() }
            switch number {
            case ..<Self.each.idle:
              try await caller.ask("/api/v1/namespaces")
              gate.open()
              // It is idle while the certificate changes, and not while others are still connecting.
              while !gate.isOver, gate.opened < 100 {
                try await Task.sleep(for: .seconds(1))
                try await caller.ask("/api/v1/namespaces")
              }
              while !gate.isOver { try await Task.sleep(for: .milliseconds(50)) }
              try await caller.ask("/api/v1/namespaces")
            case ..<(Self.each.idle + Self.each.watching):
              try await caller.begin("\(configMaps)?watch=1&fieldSelector=metadata.name=\(name)")
              gate.open()
              try await caller.read(until: name)
            default:
              try await caller.ask("/api/v1/namespaces")
              gate.open()
              while !gate.isOver {
                try await caller.ask(configMaps)
                gate.count()
                // So that those who still connect have their turn.
                try await Task.sleep(for: .milliseconds(100))
              }
              try await caller.ask("/api/v1/namespaces")
            }
            return nil
          } catch {
            return "\(number): \(error)"
          }
        }
      }
      group.addTask {
        do {
          try await eventually("all connections", within: .seconds(120)) { gate.opened == 100 }
          try FileContents.write(it.pair.certificate, FileContents.read(renewed.certificate))
          try FileContents.write(it.pair.key, FileContents.read(renewed.key))
          let before = gate.counted
          try await eventually("the new certificate") { try await it.status(trusting: new) == 200 }
          try #require(try await it.status(trusting: old) == nil)
          try await eventually("busy connections to go on") { gate.counted >= before + 100 }
          // What the watches wait for. Not by kubectl, which would have to wait for its turn among those
          // of all other tests while connections idle away.
          let object: JSONValue = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)],
          ]
          let made = try await cluster.asker(.admin, .direct).ask(
            "POST", configMaps, [("Content-Type", "application/json")], body: object.encoded())
          try #require(made.status == 201)
          gate.end()
          return nil
        } catch {
          gate.end()
          return "the swap: \(error)"
        }
      }
      return await group.reduce(into: [String]()) { if let failure = $1 { $0.append(failure) } }
    }
    #expect(outcome == [], "\(it.proxy.process.errors.suffix(2000))")
    print("certificate swap: 100 connections, \(outcome.count) dropped, \(gate.counted) requests")
    try await cluster.admin("-n oil-development delete configmap \(name)")
    await it.proxy.process.stop()
  }
}

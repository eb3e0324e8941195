import Harness
import Wire

/// Crowds before the program: idle connections, watches, and what it does when its API server dies.
enum Crowds {
  static let idle = "2000 idle connections"
  static let watching = "1000 watches"
  static let tunnels = "500 tunnels"
  static let outage = "API server killed"
  static let dispatch = "1000 dispatch users"
  static let names = [idle, watching, tunnels, outage, dispatch]

  static func measure(_ names: [String], _ report: inout Report) async throws {
    // Each before a new program: what one crowd took, the next would find.
    for name in names {
      let stage = try await CrowdStage(
        in: Run("bailiwick-crowds"), more: name == dispatch ? DispatchCrowd.flags : [])
      switch name {
      case idle: report.add(try await idleConnections().measure(on: stage))
      case watching: report.add(try await watches(of: stage).measure(on: stage))
      case tunnels:
        let kubelet = try await stage.addKubelet()
        report.add(try await openTunnels().measure(on: stage))
        await kubelet.stop()
      case dispatch: report.add(try await DispatchCrowd(stage).measure())
      default: report.add(try await Outage(stage: stage).measure())
      }
      await stage.stop()
    }
  }

  /// Connections that asked once and stay open.
  private static func idleConnections() -> Crowd {
    Crowd(name: idle, count: 2000, kibibytes: 18) { connection, tally throws(WireError) in
      _ = try await connection.ask("/version")
      tally.opened()
      try await connection.transport.loop.sleep(until: .after(.seconds(3600)))
    }
  }

  /// Commands that run in a container and say nothing.
  private static func openTunnels() -> Crowd {
    Crowd(name: tunnels, count: 500, kibibytes: nil) { connection, tally throws(WireError) in
      try await connection.begin(
        "/api/v1/namespaces/oil-production/pods/waiting/exec?command=cat&stdout=1",
        [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")])
      guard connection.response.status == 101,
        try await connection.nextPayload(by: .after(.seconds(60))) != nil
      else {
        throw WireError(.http(502), "exec was answered with \(connection.response.status)")
      }
      tally.opened()
      while try await connection.nextPayload(by: .after(.seconds(3600))) != nil {}
    }
  }

  /// Filtered watches of namespaces, and how long an event takes to reach all of them.
  private static func watches(of stage: CrowdStage) -> Crowd {
    var crowd = Crowd(name: watching, count: 1000, kibibytes: nil) {
      connection, tally throws(WireError) in
      try await connection.begin("/api/v1/namespaces?watch=1&resourceVersion=0")
      guard connection.response.status == 200 else {
        throw WireError(.http(502), "a watch was answered with \(connection.response.status)")
      }
      tally.opened()
      while let payload = try await connection.nextPayload(by: .after(.seconds(3600))) {
        var text: [UInt8] = []
        payload.append(to: &text)
        if text.firstRange(of: Array("heard-by-all".utf8)) != nil { tally.hears() }
      }
    }
    crowd.during = { tally in
      let began = ContinuousClock.now
      try await stage.admin("label", "namespace", "oil-production", "heard-by-all=yes")
      let asked = ContinuousClock.now
      try await eventually("1000 events", within: .seconds(60), every: .milliseconds(2)) {
        tally.heard >= 1000
      }
      let heard = ContinuousClock.now
      try await stage.admin("label", "namespace", "oil-production", "heard-by-all-")
      return [
        Measurement(
          name: "\(watching): kubectl label", value: (asked - began).seconds * 1000, unit: "ms",
          reference: nil),
        Measurement(
          name: "\(watching): then until all heard", value: (heard - asked).seconds * 1000,
          unit: "ms", reference: nil),
      ]
    }
    return crowd
  }
}

extension ClientConnection {
  /// Asks for a path, and reads the head of the answer.
  func begin(_ path: String, _ fields: [(String, String)] = []) async throws(WireError) {
    let head: RequestHead
    do throws(HTTPError) {
      var request = try RequestHead(method: "GET", target: path)
      try request.fields.append("Host", value: "127.0.0.1")
      try request.fields.append("Accept", value: "application/json")
      for (name, value) in fields { try request.fields.append(name: name, value: value) }
      head = request
    } catch {
      throw WireError(.http(error.status), error.reason)
    }
    begin(head)
    try await flush()
    try await readResponse(to: .other, by: .after(.seconds(60)))
  }

  /// Asks for a path and reads the answer to its end; its status.
  func ask(_ path: String) async throws(WireError) -> Int {
    try await begin(path)
    while try await nextPayload(by: .after(.seconds(60))) != nil {}
    return response.status
  }
}

import Harness
import JSON
import Wire

/// Many users of Dispatch who come at once, change and go, and a program that starts anew among them.
struct DispatchCrowd {
  /// One controller, and a lease that is renewed so seldom that what is written is about users.
  static let flags = ["--controllers", "dispatch", "--lease-duration", "3600"]

  private static let count = 1000
  private static let patience = Duration.seconds(900)
  private static let path = "/apis/netsys.io/v1/namespaces/dispatch/dispatchusers"

  private let stage: CrowdStage
  private let admin: HTTPAsker

  init(_ stage: CrowdStage) throws {
    self.stage = stage
    let authority = stage.apiServer.authority
    admin = try HTTPAsker(
      url: stage.apiServer.url,
      tls: try authority.clientContext(
        try authority.client("admin", groups: ["system:masters"])), loops: stage.loops)
  }

  func measure() async throws -> [Measurement] {
    try await stage.admin("create", "namespace", "dispatch")
    var report = Lines(name: Crowds.dispatch)
    report.add("memory before", stage.process.proportionalMegabytes, "MiB")
    let (revision, began) = (try await self.revision(), ContinuousClock.now)
    try await each { try await make($0) }
    report.add("asked for after", (ContinuousClock.now - began).seconds, "s")
    try await untilReady()
    let took = (ContinuousClock.now - began).seconds
    report.add("ready after", took, "s")
    report.add("ready a second", Double(Self.count) / took, "")
    report.add("changes at the API server", Double(try await self.revision() - revision), "")
    report.add("memory with them", stage.process.proportionalMegabytes, "MiB")

    try await restart(&report)
    return report.measurements
  }

  /// Starts the program anew, and has all users change and go.
  private func restart(_ report: inout Lines) async throws {
    await stage.proxy.process.stop()
    let (revision, began) = (try await self.revision(), ContinuousClock.now)
    let program = try await ProxyProcess(stage.flags, in: stage.run, within: .seconds(120))
    report.add("started anew, ready after", (ContinuousClock.now - began).seconds, "s")
    try await eventually("the program to lead", within: .seconds(60)) {
      program.process.errors.contains("this process leads")
    }
    try await calm()
    // One is of the lease; of the others there should be none.
    report.add("started anew, changes", Double(try await self.revision() - revision - 1), "")
    let process = ProcessTree(id: program.process.id)
    let fresh = process.proportionalMegabytes
    report.add("started anew, memory", fresh, "MiB")

    let changing = ContinuousClock.now
    for names in [["a"], ["a", "b"]] {
      try await each { try await change($0, names) }
      try await untilReady()
    }
    report.add("changed twice after", (ContinuousClock.now - changing).seconds, "s")
    report.add("changed twice, memory", process.proportionalMegabytes, "MiB", fresh)

    let leaving = ContinuousClock.now
    try await each { try await ask("DELETE", "\(Self.path)/u\($0)", nil) }
    try await eventually("nobody", within: Self.patience) { try await users().isEmpty }
    report.add("gone after", (ContinuousClock.now - leaving).seconds, "s")
    report.add("gone, memory", process.proportionalMegabytes, "MiB", fresh)
    await program.process.stop()
  }

  private func make(_ number: Int) async throws {
    try await ask(
      "POST", Self.path,
      [
        "apiVersion": "netsys.io/v1", "kind": "DispatchUser",
        "metadata": ["name": .string("u\(number)")],
        "spec": [
          "userID": .string("u\(number)"), "namespaces": Self.namespaces(of: number, ["a", "b"]),
        ],
      ])
  }

  private func change(_ number: Int, _ names: [String]) async throws {
    try await ask(
      "PATCH", "\(Self.path)/u\(number)",
      ["spec": ["namespaces": Self.namespaces(of: number, names)]])
  }

  private static func namespaces(of number: Int, _ names: [String]) -> JSONValue {
    .strings(names.map { "bench-\(number)-\($0)" })
  }

  /// Does something for each user, many at once.
  private func each(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let lanes = 16
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          for number in stride(from: lane, to: Self.count, by: lanes) { try await body(number) }
        }
      }
      try await group.waitForAll()
    }
  }

  private func untilReady() async throws {
    try await eventually("all users to be ready", within: Self.patience) {
      let users = try await users()
      return users.count == Self.count
        && users.allSatisfy { user in
          let ready = user["status", "conditions"]?.array?.first { $0["type"]?.string == "Ready" }
          return ready?["status"]?.string == "True"
            && ready?["observedGeneration"] == user["metadata", "generation"]
        }
    }
  }

  private func users() async throws -> [JSONValue] {
    try await ask("GET", Self.path, nil)["items"]?.array ?? []
  }

  /// How many changes the API server has seen.
  private func revision() async throws -> Int {
    let list = try await ask("GET", "/api/v1/namespaces?limit=1", nil)
    return list["metadata", "resourceVersion"]?.string.flatMap { Int($0) } ?? 0
  }

  /// Waits until nothing changed for three seconds.
  private func calm() async throws {
    var (last, rounds) = (0, 0)
    try await eventually("calm", within: Self.patience, every: .milliseconds(500)) {
      let now = try await revision()
      rounds = now == last ? rounds + 1 : 0
      last = now
      return rounds >= 6
    }
  }

  @discardableResult
  private func ask(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
    let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
    let answer = try await admin.ask(
      method, path, body == nil ? [] : [("Content-Type", type)], body: body?.encoded() ?? [])
    guard (200..<300).contains(answer.status) else {
      throw BenchmarkError("\(method) \(path): \(answer.text.prefix(500))")
    }
    return try JSONValue(parsing: answer.body)
  }

  /// Measurements with one beginning of their names.
  private struct Lines {
    let name: String
    var measurements: [Measurement] = []

    mutating func add(_ what: String, _ value: Double, _ unit: String, _ reference: Double? = nil) {
      measurements.append(
        Measurement(name: "\(name): \(what)", value: value, unit: unit, reference: reference))
    }
  }
}

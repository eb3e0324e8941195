import TestSupport
import JSON
import Kubernetes
import Testing

struct ReflectorTests {
  private typealias Answer = ScriptedTransport.Answer
  private typealias Reflected = Reflector<NamespaceRecord, ScriptedTransport>

  private static func object(_ name: String, _ version: Int, uid: String = "u") -> String {
    #"{"metadata":{"name":"\#(name)","uid":"\#(uid)","resourceVersion":"\#(version)"}}"#
  }

  private static func list(_ version: Int, _ items: [String], next: String = "") -> Answer {
    .json(
      #"{"metadata":{"resourceVersion":"\#(version)","continue":"\#(next)"},"#
        + #""items":[\#(items.joined(separator: ","))]}"#)
  }

  private static func event(_ type: String, _ object: String) -> String {
    #"{"type":"\#(type)","object":\#(object)}"# + "\n"
  }

  private static func bookmark(_ version: Int) -> String {
    event("BOOKMARK", #"{"metadata":{"resourceVersion":"\#(version)"}}"#)
  }

  private static func watch(
    _ events: [String], end: APIError? = nil, lasts: Duration = .seconds(300)
  ) -> Answer {
    Answer(body: events.map { Array($0.utf8) }, end: end, lasts: lasts)
  }

  /// What a run of the script left behind.
  private struct Outcome {
    var names: [String]
    var store: Store<NamespaceRecord>
    var targets: [String]
    var changes: [[String]]
    var reports: [Reflected.Report]
    var sleeps: [Duration]
  }

  private func run(
    _ script: [Answer], pageSize: Int = 500, absentIsEmpty: Bool = false
  ) async -> Outcome {
    let clock = FakePace()
    let transport = ScriptedTransport(script, clock: clock)
    let client = APIClient(
      transport: transport, basePath: "", token: nil, version: "0", pace: clock.pace)
    let log = Log()
    let reflector = Reflected(
      client: client, collection: APICollection(version: "v1", resource: "ns"),
      absentIsEmpty: absentIsEmpty, pace: clock.pace, report: { log.reports.append($0) })
    let store = Store<NamespaceRecord>()
    await reflector.run(into: store.writer(), state: WatchState(pageSize: pageSize)) { keys in
      log.changes.append(keys.map(\.name).sorted())
    }
    return Outcome(
      names: store.snapshot.keys.map(\.name).sorted(), store: store,
      targets: transport.targets.map { Self.short($0) }, changes: log.changes,
      reports: log.reports, sleeps: clock.sleeps)
  }

  private final class Log {
    var changes: [[String]] = []
    var reports: [Reflected.Report] = []
  }

  /// `list`, `list continue=a`, `watch 10`.
  private static func short(_ target: String) -> String {
    let query = target.split(separator: "?").dropFirst().joined().split(separator: "&")
    let values = Dictionary(
      uniqueKeysWithValues: query.map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      })
    if values["watch"] != nil { return "watch \(values["resourceVersion"] ?? "?")" }
    let token = values["continue"].map { " \($0)" } ?? ""
    return (values["limit"] == nil ? "list all" : "list") + token
  }

  @Test func `lists page by page, watches, and goes on where it was`() async {
    let outcome = await run(
      [
        Self.list(10, [Self.object("a", 1), Self.object("b", 2)], next: "p2"),
        Self.list(10, [Self.object("c", 3)]),
        Self.watch([
          Self.event("ADDED", Self.object("d", 11)), Self.event("DELETED", Self.object("a", 12)),
          Self.event("MODIFIED", Self.object("b", 13)), Self.bookmark(20),
        ]),
        Self.watch([Self.event("MODIFIED", Self.object("c", 21))]),
      ], pageSize: 2)
    #expect(outcome.names == ["b", "c", "d"])
    #expect(outcome.targets == ["list", "list p2", "watch 10", "watch 20"])
    #expect(outcome.changes == [["a", "b", "c"], ["d"], ["a"], ["b"], ["c"]])
    #expect(outcome.reports == [.listed(count: 3, resourceVersion: "10")])
    #expect(outcome.sleeps.isEmpty)
    #expect(outcome.store.resourceVersion == "21")
  }

  @Test func `events of one chunk are told together`() async {
    let outcome = await run([
      Self.list(10, []),
      Self.watch([
        Self.event("ADDED", Self.object("a", 11)) + Self.event("ADDED", Self.object("b", 12))
      ]),
    ])
    #expect(outcome.changes == [["a", "b"]])
  }

  @Test func `lists again when the server forgot its place, and tells what is gone`() async throws {
    let outcome = await run([
      Self.list(10, [Self.object("a", 1), Self.object("b", 2)]),
      Answer(body: [try Fixture.bytes("watch.namespaces.410-old-rv.json")]),
      Self.list(30, [Self.object("b", 2), Self.object("c", 29)]),
      Answer(status: 410, body: [try Fixture.bytes("status.410.expired.json")]),
      Self.list(40, [Self.object("c", 29)]),
    ])
    #expect(outcome.targets == ["list", "watch 10", "list", "watch 30", "list"])
    #expect(outcome.changes == [["a", "b"], ["a", "c"], ["b"]])
    #expect(outcome.names == ["c"])
    #expect(outcome.sleeps == [.milliseconds(800), .milliseconds(1_600)])
  }

  @Test func `a broken connection keeps what is known and its place`() async {
    let outcome = await run([
      .nothing(.unreachable("refused")),
      Self.list(10, [Self.object("a", 1)]),
      Self.watch([Self.event("ADDED", Self.object("b", 11))], end: .unreachable("reset")),
      .nothing(.unreachable("refused")),
      .json("{}", status: 503),
      Self.watch([Self.event("ADDED", Self.object("c", 12))]),
    ])
    #expect(outcome.targets == ["list", "list", "watch 10", "watch 11", "watch 11", "watch 11"])
    #expect(outcome.names == ["a", "b", "c"])
    #expect(outcome.sleeps == [800, 800, 1_600, 3_200].map { Duration.milliseconds($0) })
  }

  @Test func `a continue token that expired is followed by the whole list at once`() async throws {
    let outcome = await run(
      [
        Self.list(10, [Self.object("a", 1)], next: "p2"),
        Answer(status: 410, body: [try Fixture.bytes("status.410.expired.json")]),
        Self.list(20, [Self.object("b", 2), Self.object("c", 3)]),
      ], pageSize: 1)
    #expect(outcome.targets == ["list", "list p2", "list all"])
    #expect(outcome.names == ["b", "c"])
    #expect(outcome.changes == [["b", "c"]])
  }

  @Test func `a list that fails leaves what was known`() async {
    let outcome = await run(
      [
        Self.list(10, [Self.object("a", 1)]),
        Self.watch(["not an event\n"]),
        Self.list(20, [Self.object("b", 2)], next: "p2"),
        Self.list(21, [Self.object("c", 3)]),
        .json(#"{"metadata":{"resourceVersion":"22"},"items":[{"metadata":{}}]}"#),
        .json("<html>"),
      ], pageSize: 1)
    #expect(outcome.targets == ["list", "watch 10", "list", "list p2", "list", "list"])
    #expect(outcome.names == ["a"])
    #expect(outcome.changes == [["a"]])
  }

  @Test func `a watch that is silent twice is doubted`() async {
    let outcome = await run([
      Self.list(10, [Self.object("a", 1)]),
      Self.watch([], end: .timedOut), Self.watch([], end: .timedOut),
      Self.list(4, [Self.object("restored", 3)]),
    ])
    #expect(outcome.targets == ["list", "watch 10", "watch 10", "list"])
    #expect(outcome.names == ["restored"])
  }

  @Test func `an object that cannot be understood is one that does not exist`() async {
    let odd = #"{"metadata":{"name":"a","resourceVersion":"12"}}"#
    let outcome = await run([
      Self.list(10, [Self.object("a", 1), Self.object("b", 2)]),
      Self.watch([Self.event("MODIFIED", odd), Self.event("ADDED", Self.object("c", 13))]),
    ])
    #expect(outcome.names == ["b", "c"])
    #expect(outcome.changes == [["a", "b"], ["a"], ["c"]])
    #expect(
      outcome.reports.contains { report in
        if case .unreadable(ObjectKey(name: "a"), _) = report { true } else { false }
      })
  }

  @Test func `a resource that is not served is empty only where that is asked for`() async {
    let script = [
      Answer(status: 404, body: []), Self.list(10, [Self.object("a", 1)]),
      Answer(status: 404, body: []), Answer(status: 404, body: []),
    ]
    let empty = await run(script, absentIsEmpty: true)
    #expect(empty.names == [] && empty.store.isSynced)
    #expect(empty.changes == [["a"], ["a"]])
    #expect(empty.reports.filter { $0 == .absent }.count == 2)
    // What was not listed is not told as a list with nothing in it.
    let lists = empty.reports.filter { report in
      if case .listed = report { true } else { false }
    }
    #expect(lists.count == 1)
    let kept = await run(script)
    #expect(kept.names == ["a"])
    let never = await run([Answer(status: 404, body: [])])
    #expect(!never.store.isSynced)
  }

  @Test func `follows a recorded watch`() async throws {
    let outcome = await run([
      Answer(body: [try Fixture.bytes("namespaces.list.json")]),
      Answer(
        body: [try Fixture.bytes("watch.namespaces.from-rv.bookmarks.json")], lasts: .seconds(14)),
    ])
    #expect(outcome.changes.count == 2)
    #expect(outcome.names.contains("oil-production") && !outcome.names.contains("watch-demo"))
    #expect(outcome.store[ObjectKey(name: "oil-production")]?.tenant == "oil")
    #expect(outcome.store.resourceVersion == "370")
  }

  @Test(arguments: 0..<60)
  func `converges to the truth whatever fails`(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var truth: [String: Int] = [:]
    var version = 100
    func items() -> [String] {
      truth.sorted { $0.key < $1.key }.map { Self.object($0.key, $0.value) }
    }
    var script = [Self.list(version, items())]
    for _ in 0..<30 {
      var events: [String] = []
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        version += 1
        let name = "n\(Int.random(in: 0..<6, using: &generator))"
        if truth[name] != nil, Bool.random(using: &generator) {
          truth[name] = nil
          events.append(Self.event("DELETED", Self.object(name, version)))
        } else {
          events.append(
            Self.event(truth[name] == nil ? "ADDED" : "MODIFIED", Self.object(name, version)))
          truth[name] = version
        }
      }
      let bytes = generator.cut(Array(events.joined().utf8), atMost: 50)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: script.append(Answer(body: bytes, lasts: .seconds(300)))
      case 1: script.append(Answer(body: bytes, end: .unreachable("reset")))
      case 2:
        // The end of the answer is lost with its last bytes; the server then forgets the place.
        script.append(Answer(body: bytes.dropLast(), end: .unreachable("reset")))
        script.append(Answer(status: 410))
        script.append(Self.list(version, items()))
      default:
        script.append(Answer(body: bytes + [Array("garbage\n".utf8)]))
        script.append(.json("{}", status: 500))
        script.append(Self.list(version, items()))
      }
    }
    let outcome = await run(script)
    let known = outcome.store.snapshot.map { ($0.key.name, Int($0.value.resourceVersion) ?? 0) }
    #expect(Dictionary(uniqueKeysWithValues: known) == truth)
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Proxy

@Suite struct `A watch in protobuf` {
  @Test(arguments: [
    "watch.namespaces.pb", "watch.namespaces.watchlist.pb", "watch.namespaces.410-old-rv.pb",
  ])
  func `goes through byte for byte when all of it is kept`(_ name: String) {
    let bytes = recorded(name)
    let all = Filtration(watch: bytes) { _ in true }
    #expect(all.error == nil && !bytes.isEmpty)
    #expect(all.output == bytes)
    #expect(all.hidden == 0)
  }

  @Test func `has its bookmarks when everything is hidden`() {
    let none = Filtration(watch: recorded("watch.namespaces.watchlist.pb")) { _ in false }
    #expect(none.error == nil && none.kept == 0 && none.hidden == 15)
    let text = String(decoding: none.output, as: UTF8.self)
    #expect(text.split(separator: "BOOKMARK").count == 4)
    #expect(text.contains("k8s.io/initial-events-end"))
    for name in none.judged { #expect(!text.contains(name), "\(name)") }
  }

  @Test func `comes out the same wherever it is cut, and each event as soon as it is whole`() {
    let all = recorded("watch.namespaces.watchlist.pb")
    let keep = { (item: ListItem) in item.name.utf8.count % 2 == 0 }
    let events = Filtration(watch: all, keep: keep)
    #expect(Filtration(watch: all, cuts: Array(1..<all.count), keep: keep) == events)
    // An event of each kind, of which one is hidden.
    let bytes =
      Self.event("ADDED") + Self.event("DELETED", [0x0A, 4, 0x0A, 2, 0x61, 0x62])
      + Self.event("BOOKMARK", [0x0A, 3, 0x32, 1, 0x37])
      + ProtobufWatchAnswer.errorEvent(.expired())
    let whole = Filtration(watch: bytes, keep: keep)
    #expect(whole.error == nil && whole.kept == 1 && whole.hidden == 1)
    for cut in 0...bytes.count {
      guard Filtration(watch: bytes, cuts: [cut], keep: keep) == whole else {
        Issue.record("cut at \(cut)")
        return
      }
      let beginning = Filtration(watch: Array(bytes[..<cut]), keep: keep)
      guard whole.output.starts(with: beginning.output) else {
        Issue.record("cut short at \(cut)")
        return
      }
    }
    let first = 4 + bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    #expect(Filtration(watch: Array(bytes[..<first])) { _ in true }.output.count == first)
  }

  @Test func `ends as the API server ends it`() throws {
    let bytes = recorded("watch.namespaces.410-old-rv.pb")
    let status = Status.expired("too old resource version: 1 (10407)")
    #expect(ProtobufWatchAnswer.errorEvent(status) == bytes)
  }

  private static let object: [UInt8] = [0x0A, 3, 0x0A, 1, 0x61]

  private static func event(
    _ type: String, kind: String = "Pod", _ raw: [UInt8] = object
  ) -> [UInt8] {
    ProtobufWatchFrame.event(
      type: type, object: ProtobufEnvelope(apiVersion: "v1", kind: kind, raw: raw).wrapped())
  }

  private static let naming: Status = {
    var status = Status.expired()
    status.continueToken = "key"
    return status
  }()

  @Test(
    arguments: [
      ([0, 0, 0, 0], "event is empty or too long"),
      ([0, 0x40, 0, 1, 0], "event is empty or too long"),
      ([0xFF, 0xFF, 0xFF, 0xFF], "event is empty or too long"),
      ([0, 0, 0], "watch ends within an event"),
      ([0, 0, 0, 2, 0x0A], "watch ends within an event"),
      ([0, 0, 0, 2, 0x0A, 0], "event without an object"),
      ([0, 0, 0, 2, 0x12, 0], "event without an object"),
      ([0, 0, 0, 4, 0x12, 2, 0x12, 0], "proto: RawExtension has no field 2"),
      ([0, 0, 0, 4, 0x12, 2, 0x08, 0], "proto: wrong wireType = 0"),
      ([0, 0, 0, 6, 0x12, 4, 0x0A, 0, 0x0A, 0], "proto: field of RawExtension is there twice"),
      ([0, 0, 0, 4, 0x0A, 0, 0x0A, 0], "proto: WatchEvent has field 1 twice"),
      ([0, 0, 0, 2, 0x1A, 0], "proto: WatchEvent has no field 3"),
      ([0, 0, 0, 2, 0x08, 0], "proto: wrong wireType = 0"),
      (event("ADDEd"), "event of an unknown type"), (event(""), "event of an unknown type"),
      (event("ADDED", []), "object without metadata"),
      (event("ADDED", kind: "Status"), "a list or a Status in the place of an object"),
      (event("ADDED", kind: "PodList"), "a list or a Status in the place of an object"),
      (event("BOOKMARK"), "bookmark of an object"),
      (event("BOOKMARK", []), "object without metadata"),
      (event("ERROR"), "not a Status"),
      (ProtobufWatchAnswer.errorEvent(naming), "error with a token that names an object"),
    ] as [([UInt8], String)])
  func `ends in an error, and lets out what came before`(_ bytes: [UInt8], _ error: String) {
    let before = Self.event("ADDED")
    let filtered = Filtration(watch: before + bytes) { _ in true }
    #expect(filtered.error == error)
    #expect(filtered.output == before)
  }

  @Test func `never lets out what damage makes of it, but events that were judged`() {
    var random = RandomProtobuf(seed: 9)
    var survived = 0
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for place in 0..<random.number(1...4) {
        let type = ["ADDED", "MODIFIED", "DELETED"][random.number(0...2)]
        bytes += Self.event(type, random.object(named: "n\(place)"))
      }
      let damaged = random.damaged(bytes)
      let keep = { (item: ListItem) in item.name == "n1" || item.name == "n3" }
      let filtered = Filtration(watch: damaged, cuts: random.cuts(damaged.count), keep: keep)
      guard filtered == Filtration(watch: damaged, keep: keep) else {
        Issue.record("depends on where it is cut: \(damaged)")
        return
      }
      if filtered.error == nil { survived += 1 }
      let again = Filtration(watch: filtered.output) { _ in true }
      #expect(again.error == nil && again.output == filtered.output)
      #expect(again.judged.allSatisfy { $0 == "n1" || $0 == "n3" })
    }
    #expect(survived > 50)
  }

  @Test func `reads an object by name`() throws {
    let item = try ProtobufAnswer.object(recorded("namespace.get.pb"))
    #expect(try item == ListItem(object: recorded("namespace.get.json")))
    #expect(throws: FilterError.self) { try ProtobufAnswer.object(recorded("status.401.pb")) }
    #expect(throws: FilterError.self) { try ProtobufAnswer.object(recorded("namespaces.list.pb")) }
    #expect(throws: FilterError.self) { try ProtobufAnswer.object([]) }
  }
}

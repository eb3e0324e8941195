import JSON
import KubernetesAPI
import Testing

@testable import Proxy

@Suite struct `A list in protobuf` {
  /// Lists of built-in kinds and of partial objects, and how many items each has.
  static let lists = [
    "namespaces.list", "namespaces.list.pom", "nodes.list", "storageclasses.list",
    "ingressclasses.list", "priorityclasses.list", "runtimeclasses.list",
    "persistentvolumes.list", "crds.list", "widgets.list.pom",
  ]

  @Test(arguments: lists)
  func `goes through byte for byte when all of it is kept`(_ name: String) {
    let bytes = recorded(name + ".pb")
    let all = Filtration(list: bytes) { _ in true }
    #expect(all.error == nil)
    #expect(all.output == bytes)
    #expect(all.kept > 0 && all.hidden == 0)
  }

  @Test(arguments: lists)
  func `has nothing of its items when all are hidden`(_ name: String) throws {
    let bytes = recorded(name + ".pb")
    let none = Filtration(list: bytes) { _ in false }
    #expect(none.error == nil)
    #expect(none.kept == 0 && none.hidden > 0)
    let text = String(decoding: none.output, as: UTF8.self)
    for name in none.judged { #expect(!text.contains(name), "\(name)") }
    // What is left is a list of the same kind and version, and empty.
    let again = Filtration(list: none.output) { _ in true }
    #expect(again.error == nil && again.kept == 0)
    #expect(again.output == none.output)
  }

  @Test func `judges the items that its JSON has, in order`() throws {
    let json = try JSONValue(parsing: recorded("namespaces.list.json"))
    let names = (json["items"]?.array ?? []).compactMap { $0["metadata", "name"]?.string }
    let some = Filtration(list: recorded("namespaces.list.pb")) { $0.labels["team"] != nil }
    #expect(some.judged == names)
    #expect(some.kept > 0 && some.hidden > 0)
  }

  @Test func `comes out the same wherever it is cut`() {
    let bytes = recorded("runtimeclasses.list.pb")
    let keep = { (item: ListItem) in item.name == "kata" }
    let whole = Filtration(list: bytes, keep: keep)
    #expect(whole.error == nil && whole.kept > 0 && whole.hidden > 0)
    for cut in 0...bytes.count {
      let pieces = Filtration(list: bytes, cuts: [cut], keep: keep)
      guard pieces == whole else {
        Issue.record("cut at \(cut): \(pieces.error ?? "other bytes")")
        return
      }
    }
    #expect(Filtration(list: bytes, cuts: Array(1..<bytes.count), keep: keep) == whole)
  }

  @Test func `lets nothing out when it is cut short`() {
    let bytes = recorded("widgets.list.pom.pb")
    // The two fields behind the list may be missing: they are empty.
    for count in 0..<(bytes.count - 4) {
      let cut = Filtration(list: Array(bytes[..<count])) { _ in true }
      guard cut.error != nil, cut.output.isEmpty else {
        Issue.record("cut short at \(count)")
        return
      }
    }
  }

  @Test func `holds no more than it may, and says that this is why`() throws {
    let bytes = recorded("namespaces.list.pb")
    let whole = Filtration(list: bytes) { _ in true }
    #expect(Filtration(list: bytes, maximumHeld: bytes.count) { _ in true } == whole)
    #expect(Filtration(list: bytes, maximumHeld: 0) { _ in false }.error == nil)
    let filter = ProtobufListAnswer(readsLabels: false, maximumHeld: 1000)
    var output: [UInt8] = []
    let error = #expect(throws: FilterError.self) {
      try bytes.withRawSpan { (bytes) throws(FilterError) in
        try filter.push(bytes, into: &output) { _ in true }
      }
    }
    #expect(error?.isTooLarge == true)
    #expect(output.isEmpty)
  }

  @Test func `keeps exactly the kept items' bytes, in order`() {
    var random = RandomProtobuf(seed: 7)
    for _ in 0..<300 {
      let list = random.list()
      let cuts = random.cuts(list.whole.count)
      let filtered = Filtration(list: list.whole, cuts: cuts) { list.kept.contains($0.name) }
      #expect(filtered.error == nil)
      #expect(filtered.output == list.filtered)
      #expect(filtered.judged == list.names)
      #expect(filtered.kept == list.kept.count)
      let again = Filtration(list: filtered.output) { _ in true }
      #expect(again.output == filtered.output)
      if again.output != filtered.output || filtered.output != list.filtered { return }
    }
  }

  @Test func `never lets out what damage makes of it, but items that were judged`() {
    var random = RandomProtobuf(seed: 8)
    var survived = 0
    for _ in 0..<2000 {
      let list = random.list()
      let bytes = random.damaged(list.whole)
      let keep = { (item: ListItem) in list.kept.contains(item.name) }
      let filtered = Filtration(list: bytes, cuts: random.cuts(bytes.count), keep: keep)
      guard filtered == Filtration(list: bytes, keep: keep) else {
        Issue.record("depends on where it is cut: \(bytes)")
        return
      }
      guard filtered.error == nil else {
        #expect(filtered.output.isEmpty)
        continue
      }
      survived += 1
      let again = Filtration(list: filtered.output) { _ in true }
      #expect(again.error == nil && again.output == filtered.output)
      #expect(again.judged.allSatisfy { list.kept.contains($0) })
    }
    #expect(survived > 50)
  }
}

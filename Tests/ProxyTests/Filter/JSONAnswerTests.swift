import JSON
import TestSupport
import Testing

@testable import Proxy

@Suite struct JSONAnswerTests {
  /// Pushes an answer in pieces of random lengths.
  private func push(
    _ answer: [UInt8], into filter: any AnswerFilter, seed: UInt64 = 7,
    keep: (ListItem) -> Bool
  ) throws -> [UInt8] {
    var (generator, out, start) = (SeededGenerator(seed: seed), [UInt8](), 0)
    while start < answer.count {
      let end = min(answer.count, start + Int.random(in: 1...2000, using: &generator))
      try Array(answer[start..<end]).withRawSpan { bytes in
        try filter.push(bytes, into: &out, keep: keep)
      }
      start = end
    }
    try filter.finish(into: &out)
    return out
  }

  /// The objects that a list, a Table or a watch event is about.
  private func objects(_ value: JSONValue) -> [JSONValue] {
    if let rows = value["rows"]?.array { return rows.compactMap { $0["object"] } }
    return value["items"]?.array ?? [value]
  }

  private func name(_ object: JSONValue) -> String { object["metadata", "name"]?.string ?? "" }

  @Test(arguments: [
    "namespaces.list.json", "namespaces.list.table.json", "namespaces.list.pom.json",
    "namespaces.list.table-includeObject-Object.json", "nodes.list.json", "nodes.list.table.json",
    "widgets.list.json", "widgets.list.table.json", "storageclasses.list.json",
    "priorityclasses.list.table.json", "namespaces.list.empty.json",
  ])
  func `a list has the selected of the direct answer, byte for byte`(_ recording: String) throws {
    let answer = try Fixture.bytes(recording)
    let names = objects(try JSONValue(parsing: answer)).map(name)
    for seed in 0..<10 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let kept = Set(names.filter { _ in Bool.random(using: &generator) })
      let filter = JSONAnswer.filter(isWatch: false, readsLabels: false, stripsObjects: false)
      let out = try push(answer, into: filter, seed: seed) { kept.contains($0.name) }
      #expect(objects(try JSONValue(parsing: out)).map(name) == names.filter(kept.contains))
      #expect(filter.keptItems == kept.count)
      #expect(filter.hiddenItems == names.count - kept.count)
      // What is left is the direct answer with pieces taken out.
      var rest = answer[...]
      #expect(
        out.allSatisfy { byte in
          guard let place = rest.firstIndex(of: byte) else { return false }
          rest = rest[(place + 1)...]
          return true
        })
      if kept.count == names.count { #expect(out == answer) }
    }
  }

  @Test(arguments: [
    "watch.namespaces.json", "watch.namespaces.pom.json", "watch.namespaces.table.json",
    "watch.namespaces.watchlist.json", "watch.nodes.json",
  ])
  func `a watch has the selected events of the direct one`(_ recording: String) throws {
    let stream = try Fixture.bytes(recording)
    let lines = stream.split(separator: 0x0A).map { Array($0) + [0x0A] }
    let names = try lines.map { line in
      objects(try JSONValue(parsing: line)["object"] ?? .null).map(name).joined()
    }
    for seed in 0..<10 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let kept = Set(Set(names).sorted().filter { _ in Bool.random(using: &generator) })
      let filter = JSONAnswer.filter(isWatch: true, readsLabels: true, stripsObjects: false)
      let out = try push(stream, into: filter, seed: seed) { kept.contains($0.name) }
      let expected = lines.indices.filter { names[$0].isEmpty || kept.contains(names[$0]) }
      let found = out.split(separator: 0x0A).map { Array($0) + [0x0A] }
      #expect(found.count == expected.count)
      // A Table's first event may have gained the columns.
      for (line, place) in zip(found, expected).dropFirst() { #expect(line == lines[place]) }
      #expect(filter.keptItems + filter.hiddenItems == names.filter { !$0.isEmpty }.count)
    }
  }

  @Test func `pages become one list`() throws {
    let filter: any PagedFilter = JSONPagedAnswer(
      readsLabels: false, stripsObjects: false, maximumItem: FilteredAnswer.maximumItem)
    var out: [UInt8] = []
    var names: [String] = []
    for page in ["namespaces.list.page1.json", "namespaces.list.page2.json"] {
      let bytes = try Fixture.bytes(page)
      names += objects(try JSONValue(parsing: bytes)).map(name)
      try bytes.withRawSpan { bytes in
        try filter.push(bytes, into: &out) { $0.name.hasPrefix("gas-") }
      }
      let metadata = try filter.endPage()
      #expect(metadata.resourceVersion == "353")
      #expect(!metadata.continueToken.isEmpty)
    }
    try filter.finish(continueToken: "sealed", into: &out)
    let list = try JSONValue(parsing: out)
    #expect(objects(list).map(name) == names.filter { $0.hasPrefix("gas-") })
    #expect(list["metadata"] == ["resourceVersion": "353", "continue": "sealed"])
    #expect(filter.keptItems == 2)
    #expect(filter.hiddenItems == 2)
  }

  @Test func `what is asked without objects comes without`() throws {
    let table = try Fixture.bytes("namespaces.list.table.json")
    let list = JSONAnswer.filter(isWatch: false, readsLabels: false, stripsObjects: true)
    let rows = try JSONValue(parsing: try push(table, into: list) { _ in true })["rows"]?.array
    #expect(rows?.count == 9)
    #expect(rows?.allSatisfy { $0["object"] == .null } == true)
    let stream = try Fixture.bytes("watch.namespaces.from-rv.table.json")
    let watch = JSONAnswer.filter(isWatch: true, readsLabels: false, stripsObjects: true)
    for line in try push(stream, into: watch, keep: { _ in true }).split(separator: 0x0A) {
      #expect(try JSONValue(parsing: Array(line))["object", "rows"]?[0]?["object"] == .null)
    }
  }

  @Test(arguments: [false, true])
  func `an error says nothing of the answer, and stays`(_ isWatch: Bool) throws {
    let filter = JSONAnswer.filter(isWatch: isWatch, readsLabels: false, stripsObjects: false)
    for _ in 0..<2 {
      #expect {
        try push(Array(#"{"secret":"secret"}"#.utf8), into: filter) { _ in true }
      } throws: { error in
        (error as? FilterError).map { !$0.description.contains("secret") } ?? false
      }
    }
    var out: [UInt8] = []
    #expect(throws: FilterError.self) { try filter.finish(into: &out) }
    #expect(out.isEmpty || !isWatch)
  }

  @Test func `an item beyond the bound is an error`() throws {
    let item = #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"a"},"x":""#
    let long = Array(item.utf8) + [UInt8](repeating: 0x61, count: FilteredAnswer.maximumItem)
    let filter = JSONAnswer.filter(isWatch: true, readsLabels: false, stripsObjects: false)
    #expect(throws: FilterError.self) { try push(long, into: filter) { _ in true } }
  }
}

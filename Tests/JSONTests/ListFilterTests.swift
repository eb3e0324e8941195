import JSON
import Testing

@Suite struct ListFilterTests {
  @Test(arguments: [
    ("namespaces.list.json", ListShape.list, "items"),
    ("namespaces.list.pom.json", .list, "items"),
    ("nodes.list.json", .list, "items"),
    ("widgets.list.json", .list, "items"),
    ("namespaces.list.empty.json", .list, "items"),
    ("namespaces.list.table.json", .table, "rows"),
    ("namespaces.list.table-includeObject-Object.json", .table, "rows"),
    ("namespaces.list.empty.table.json", .table, "rows"),
    ("widgets.list.table.json", .table, "rows"),
  ])
  func `filters recorded answers as decoding them would`(
    _ name: String, _ shape: ListShape, _ list: String
  ) throws {
    let bytes = try fixture(name)
    var reference = try JSONValue(parsing: bytes)
    let items = try #require(reference[list]?.array)
    func nameOf(_ item: JSONValue) -> String {
      (shape == .table ? item["object"] : item)?["metadata", "name"]?.string ?? ""
    }
    let names = items.map(nameOf)
    #expect(!names.contains(""))
    // Every item alone, none, all, and every other one.
    let others = Set(names.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
    for kept in names.map({ Set([$0]) }) + [[], Set(names), others] {
      reference[list] = .array(items.filter { kept.contains(nameOf($0)) })
      let filtered = Filtered(bytes, shape) { kept.contains($0.name) }
      #expect(filtered.error == nil)
      #expect(filtered.kept == kept.count)
      #expect(filtered.hidden == names.count - kept.count)
      #expect(try JSONValue(parsing: filtered.bytes) == reference)
      if kept.count == names.count { #expect(filtered.bytes == bytes) }
    }
  }

  @Test func `reads name, uid and labels of each item`() throws {
    let bytes = try fixture("namespaces.list.json")
    let reference = try #require(try JSONValue(parsing: bytes)["items"]?.array)
    var items: [ListItem] = []
    let filtered = Filtered(bytes, labels: true) {
      items.append($0)
      return false
    }
    #expect(filtered.error == nil)
    #expect(items.map(\.name) == reference.map { $0["metadata", "name"]?.string })
    #expect(items.map(\.uid) == reference.map { $0["metadata", "uid"]?.string })
    for (item, object) in zip(items, reference) {
      let labels = try #require(object["metadata", "labels"]?.object)
      #expect(item.labels == Dictionary(uniqueKeysWithValues: labels.map { ($0, $1.string ?? "") }))
      #expect(try ListItem(object: object.encoded()) == item)
    }
  }

  @Test func `cuts at every byte give the same answer`() throws {
    let bytes = try fixture("widgets.list.table.json")
    let whole = Filtered(bytes, .table) { $0.name == "w2" }
    #expect(whole.kept == 1)
    for cut in bytes.indices {
      #expect(Filtered(bytes, .table, cuts: [cut]) { $0.name == "w2" } == whole)
    }
    #expect(Filtered(bytes, .table, cuts: Array(bytes.indices)) { $0.name == "w2" } == whole)
  }

  @Test func `refuses a page that is not the last`() throws {
    let filtered = Filtered(try fixture("namespaces.list.page1.json")) { _ in true }
    #expect(filtered.error?.reason == "the list has more pages")
    #expect(filtered.text == #"{"kind":"NamespaceList","apiVersion":"v1","metadata":"#)
  }

  @Test func `refuses rows without objects`() throws {
    let bytes = try fixture("namespaces.list.table-includeObject-None.json")
    let filtered = Filtered(bytes, .table) { _ in true }
    #expect(filtered.error?.reason == "item without metadata")
    #expect(filtered.text.hasSuffix(#""rows":["#))
  }

  @Test(arguments: [
    (#"{"items":[],"metadata":{"remainingItemCount":3}}"#, #"{"items":[],"metadata":{}}"#),
    (
      #"{"metadata":{"remainingItemCount":3,"continue":""},"items":[]}"#,
      #"{"metadata":{"continue":""},"items":[]}"#
    ),
    (
      #"{"metadata":{ "a":1 , "remainingItemCount" : 3 ,"b":2},"items":[]}"#,
      #"{"metadata":{ "a":1 ,"b":2},"items":[]}"#
    ),
    (
      #"{"metadata":{"a":{"remainingItemCount":3},"remainingItemCount":null},"items":[]}"#,
      #"{"metadata":{"a":{"remainingItemCount":3}},"items":[]}"#
    ),
    (
      #"{"metadata":{"continue":null},"items":null}"#,
      #"{"metadata":{"continue":null},"items":null}"#
    ),
    (#"{"metadata":null,"items": [ ] }"#, #"{"metadata":null,"items": [] }"#),
    (#"{"items":[]}"#, #"{"items":[]}"#),
  ])
  func `copies the envelope without the count of the rest`(_ answer: String, _ expected: String) {
    let filtered = Filtered(answer, keeping: [])
    #expect(filtered.error == nil)
    #expect(filtered.text == expected)
  }

  @Test func `keeps the layout of a pretty answer`() {
    let item = { (name: String) in
      "\n    {\n      \"metadata\": {\n        \"name\": \"\(name)\"\n      }\n    }"
    }
    let answer = { (names: [String]) in
      "{\n  \"items\": [\(names.map(item).joined(separator: ","))\n  ]\n}\n"
    }
    let filtered = Filtered(answer(["a", "b", "c", "d"]), keeping: ["b", "d"])
    #expect(filtered.text == answer(["b", "d"]))
    #expect(Filtered(answer(["a"]), keeping: []).text == "{\n  \"items\": []\n}\n")
  }

  @Test func `asks about each item once, in order`() throws {
    var asked: [String] = []
    _ = Filtered(try fixture("nodes.list.json")) {
      asked.append($0.name)
      return false
    }
    #expect(asked.count > 1)
    #expect(asked == Array(Set(asked)).sorted())
  }

  @Test func `throws its first error for ever after`() throws {
    var filter = ListFilter(shapes: [.list], readsLabels: false, maximumItemBytes: 100)
    var out: [UInt8] = []
    let error = JSONError(offset: 10, reason: "not a list")
    #expect(throws: error) {
      try filter.feed(Array(#"{"items":[1"#.utf8), into: &out) { _ in true }
    }
    #expect(throws: error) { try filter.feed(Array("]}".utf8), into: &out) { _ in true } }
    #expect(throws: error) { try filter.finish() }
    #expect(String(decoding: out, as: UTF8.self) == #"{"items":["#)
  }

  @Test func `reads labels only when asked`() {
    let answer = Array(#"{"items":[{"metadata":{"name":"a","labels":{"k":"v"}}}]}"#.utf8)
    for labels in [false, true] {
      _ = Filtered(answer, labels: labels) {
        #expect($0.labels == (labels ? ["k": "v"] : [:]))
        return true
      }
    }
  }
}

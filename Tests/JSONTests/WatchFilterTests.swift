import JSON
import Testing

@Suite struct WatchFilterTests {
  /// The name of an event's object, or of the object of its Table's row.
  private func nameOf(_ event: JSONValue) -> String? {
    (event["object", "rows"]?[0]?["object"] ?? event["object"])?["metadata", "name"]?.string
  }

  @Test(arguments: [
    "watch.namespaces.json", "watch.namespaces.pom.json", "watch.namespaces.table.json",
    "watch.namespaces.from-rv.table.json", "watch.namespaces.from-rv.bookmarks.json",
    "watch.namespaces.watchlist.json", "watch.namespaces.410-old-rv.json",
    "watch.namespaces.410-old-rv.table.json", "watch.nodes.json",
  ])
  func `keeps the lines of kept objects, and those of no object`(_ name: String) throws {
    let stream = try fixture(name)
    let lines = Watched.lines(stream)
    let events = try lines.map { try JSONValue(parsing: $0) }
    let names = events.map(nameOf)
    let all = Set(names.compactMap(\.self))
    #expect(Watched(stream, labels: true) { _ in true }.bytes == stream)
    for kept in all.map({ Set([$0]) }) + [[], all] {
      let watched = Watched(stream) { kept.contains($0.name) }
      let passing = events.indices.filter { names[$0].map(kept.contains) ?? true }
      #expect(watched.error == nil)
      #expect(watched.kept == names.filter { $0.map(kept.contains) ?? false }.count)
      #expect(watched.hidden == events.count - passing.count)
      // Column definitions are in the first event that passes; all else is as it came.
      var expected = passing.map { events[$0] }
      if let columns = events[0]["object", "columnDefinitions"], !expected.isEmpty {
        var object = expected[0]["object"] ?? .null
        object["columnDefinitions"] = columns
        expected[0]["object"] = object
      }
      let found = Watched.lines(watched.bytes)
      #expect(try found.map { try JSONValue(parsing: $0) } == expected)
      for (place, line) in found.enumerated() where place > 0 {
        #expect(line == lines[passing[place]])
      }
    }
  }

  @Test(arguments: [
    ("watch.namespaces.watchlist.json", "default"), ("watch.namespaces.table.json", "default"),
    ("watch.namespaces.from-rv.table.json", "watch-demo"),
  ])
  func `cuts at every byte give the same stream`(_ name: String, _ kept: String) throws {
    let stream = try fixture(name)
    // Some lines, for the quadratic part; the last of a WatchList is its bookmark.
    let lines = Watched.lines(stream)
    let few = Array((lines.prefix(2) + lines.suffix(1)).joined())
    for strips in [false, true] {
      let whole = Watched(few, strips: strips) { $0.name == kept }
      #expect(whole.error == nil)
      #expect(whole.kept > 0)
      for cut in few.indices {
        #expect(Watched(few, cuts: [cut], strips: strips) { $0.name == kept } == whole)
      }
      let all = Watched(stream, strips: strips) { $0.name == kept }
      let each = Watched(stream, cuts: Array(stream.indices), strips: strips) { $0.name == kept }
      #expect(each == all)
    }
  }

  @Test func `an event is out with its last byte, not with the next event's first`() throws {
    var filter = WatchFilter(readsLabels: false, stripsObjects: false, maximumEventBytes: 1000)
    var out: [UInt8] = []
    let event = #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"a"}}}"#
    try filter.feed(Array(event.utf8), into: &out) { _ in true }
    #expect(out == Array("\(event)\n".utf8))
    try filter.feed(Array("\r\n\n \(event)".utf8), into: &out) { _ in true }
    #expect(out == Array("\(event)\n\(event)\n".utf8))
    try filter.finish()
  }

  @Test func `reads name, uid and labels of each object`() throws {
    for name in ["watch.namespaces.json", "watch.namespaces.table.json"] {
      let stream = try fixture(name)
      let events = try Watched.lines(stream).map { try JSONValue(parsing: $0) }
      var items: [ListItem] = []
      let watched = Watched(stream, labels: true) {
        items.append($0)
        return false
      }
      #expect(watched.error == nil)
      let metadata = events.map {
        ($0["object", "rows"]?[0]?["object"] ?? $0["object"])?["metadata"]
      }
      #expect(items.map(\.name) == metadata.map { $0?["name"]?.string })
      #expect(items.map(\.uid) == metadata.map { $0?["uid"]?.string })
      #expect(items.map(\.labels.count) == metadata.map { $0?["labels"]?.object?.count })
      #expect(Watched(stream) { $0.labels.isEmpty }.bytes == stream)
    }
  }

  @Test func `an event that is too long is an error before it is whole`() throws {
    let event = #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"a"},"x":""#
    var filter = WatchFilter(readsLabels: false, stripsObjects: false, maximumEventBytes: 100)
    var out: [UInt8] = []
    try filter.feed(Array(event.utf8), into: &out) { _ in true }
    #expect(throws: JSONError(offset: 100, reason: "item is too long")) {
      try filter.feed([UInt8](repeating: 0x61, count: 60), into: &out) { _ in true }
    }
    #expect(out.isEmpty)
  }

  @Test func `throws its first error for ever after`() throws {
    var filter = WatchFilter(readsLabels: false, stripsObjects: false, maximumEventBytes: 1000)
    var out: [UInt8] = []
    let event = #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"a"}}}"# + "\n"
    let error = JSONError(offset: event.utf8.count, reason: "not an event")
    #expect(throws: error) { try filter.feed(Array("\(event)x".utf8), into: &out) { _ in true } }
    #expect(throws: error) { try filter.feed(Array(event.utf8), into: &out) { _ in true } }
    #expect(throws: error) { try filter.finish() }
    #expect(out == Array(event.utf8))
  }
}

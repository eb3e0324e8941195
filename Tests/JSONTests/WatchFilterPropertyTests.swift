import JSON
import Testing

@Suite struct WatchFilterPropertyTests {
  /// A stream, and what is to come out when these objects are kept.
  private struct Stream {
    var whole = ""
    var filtered = ""
    var kept: Set<String> = []
    var changes = 0
    var keptChanges = 0
  }

  private func stream(
    _ random: inout RandomJSON, _ shape: ListShape, strips: Bool = false, isFlat: Bool = false
  ) -> Stream {
    var stream = Stream()
    let names = (0..<5).map { "n\($0)" }
    stream.kept = Set(names.filter { _ in random.number(0...1) == 0 })
    let definitions = isFlat ? "[1]" : "[\(random.value())]"
    var hasColumns = false
    for place in 0..<random.number(0...7) {
      let isBookmark = random.number(0...5) == 0
      let name = random.pick(names)
      let type = isBookmark ? "BOOKMARK" : random.pick(["ADDED", "MODIFIED", "DELETED"])
      // The metadata, and all of the object or the row.
      let passes = isBookmark || stream.kept.contains(name)
      var object = isBookmark ? bookmark(&random) : random.object(random.members(named: name))
      if isFlat { object = flat(object) }
      var (before, after) = (object, object)
      if shape == .table {
        let cells = isFlat ? "1" : random.value()
        before = row(cells, object)
        after = row(cells, strips ? "null" : object)
        let (own, carried) = (
          place == 0 ? definitions : "null", passes && !hasColumns ? definitions : "null"
        )
        before = table(own, before)
        after = table(carried, after)
        hasColumns = hasColumns || passes
      }
      let space = isFlat ? "" : random.space()
      let line = { (object: String) in #"{"type":"\#(type)",\#(space)"object":\#(object)}"# + "\n" }
      stream.whole += random.pick(["", "", "\n", " \r\n"]) + line(before)
      if passes { stream.filtered += line(after) }
      if !isBookmark {
        stream.changes += 1
        stream.keptChanges += passes ? 1 : 0
      }
    }
    return stream
  }

  /// The same JSON on one line.
  private func flat(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }

  private func bookmark(_ random: inout RandomJSON) -> String {
    random.object([
      ("kind", "\"A\""), ("metadata", #"{"resourceVersion":"\#(random.number(0...9))"}"#),
    ])
  }

  private func row(_ cells: String, _ object: String) -> String {
    #"{"cells":[\#(cells)], "object":\#(object)}"#
  }

  private func table(_ columns: String, _ row: String) -> String {
    #"{"kind":"Table","metadata":{},"columnDefinitions":\#(columns),"rows":[ \#(row) ]}"#
  }

  @Test(arguments: [(ListShape.list, false), (.list, true), (.table, false), (.table, true)])
  func `keeps exactly the kept events' bytes, wherever the stream is cut`(
    _ shape: ListShape, _ strips: Bool
  ) throws {
    var random = RandomJSON(seed: 45)
    for _ in 0..<400 {
      let stream = stream(&random, shape, strips: strips)
      let bytes = Array(stream.whole.utf8)
      let watched = Watched(bytes, cuts: random.cuts(bytes.count), labels: true, strips: strips) {
        stream.kept.contains($0.name)
      }
      try #require(watched.error == nil, "\(stream.whole)")
      try #require(watched.text == stream.filtered, "\(stream.whole)")
      try #require(watched.kept == stream.keptChanges)
      try #require(watched.hidden == stream.changes - stream.keptChanges)
    }
  }

  @Test(arguments: [ListShape.list, .table])
  func `never lets out what damage makes of a stream`(_ shape: ListShape) throws {
    var random = RandomJSON(seed: 46)
    let alphabet = Array("{}[]\",:\\ \u{1}an0/t".utf8) + [0xFF, 0xC3, 0x80]
    var survived = 0
    for _ in 0..<1_000 {
      let stream = stream(&random, shape, isFlat: true)
      var bytes = Array(stream.whole.utf8)
      guard !bytes.isEmpty else { continue }
      for _ in 0..<random.number(1...3) {
        let place = random.number(0...(bytes.count - 1))
        switch random.number(0...2) {
        case 0: bytes[place] = random.pick(alphabet)
        case 1: bytes.insert(random.pick(alphabet), at: place)
        default: bytes.remove(at: place)
        }
      }
      let keep = { (item: ListItem) in stream.kept.contains(item.name) }
      let watched = Watched(bytes, cuts: random.cuts(bytes.count), keep: keep)
      try #require(watched == Watched(bytes, keep: keep))
      if watched.error == nil { survived += 1 }
      // What came out before an error holds as well.
      for line in Watched.lines(watched.bytes) {
        let event: JSONValue
        do {
          event = try JSONValue(parsing: line)
        } catch let error {
          // Deep inside an object nobody looks for equal names.
          try #require(error.reason == "two members of one name")
          continue
        }
        guard event["type"]?.string != "BOOKMARK" else { continue }
        let object = shape == .table ? event["object", "rows"]?[0]?["object"] : event["object"]
        try #require(stream.kept.contains(object?["metadata", "name"]?.string ?? ""))
      }
    }
    #expect(survived > 20)
  }
}

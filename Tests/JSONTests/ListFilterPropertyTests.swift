import JSON
import Testing

@Suite struct ListFilterPropertyTests {
  /// An answer, and what is to come out when these items are kept.
  private struct Answer {
    var whole = ""
    var filtered = ""
    var names: [String] = []
    var kept: Set<String> = []
  }

  private func answer(_ random: inout RandomJSON, _ shape: ListShape) -> Answer {
    var answer = Answer()
    let count = random.number(0...6)
    answer.names = (0..<count).map { "n\($0)" }
    answer.kept = Set(answer.names.filter { _ in random.number(0...1) == 0 })
    var (all, kept, end) = ([String](), [String](), "")
    for name in answer.names {
      let (item, before, after) = (
        random.item(named: name, shape), random.space(), random.space()
      )
      all.append(before + item + after)
      // White space goes with the item it stands before, or with the end of the array.
      if answer.kept.contains(name) { kept.append(before + item) }
      end = after
    }
    if kept.isEmpty { end = "" }
    let isNull = count == 0 && random.number(0...1) == 0
    let list = shape == .table ? "rows" : "items"
    var whole = [(list, isNull ? "null" : "[" + all.joined(separator: ",") + "]")]
    var filtered = [(list, isNull ? "null" : "[" + kept.joined(separator: ",") + end + "]")]
    var metadata = [("resourceVersion", "\"7\""), ("continue", "\"\""), ("x", random.value())]
    metadata = metadata.filter { _ in random.number(0...2) > 0 }
    filtered.append(
      ("metadata", "{" + metadata.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"))
    if random.number(0...1) == 0 {
      metadata.insert(("remainingItemCount", "12"), at: random.number(0...metadata.count))
    }
    whole.append(
      ("metadata", "{" + metadata.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"))
    for member in [("kind", "\"L\""), ("apiVersion", "\"v1\"")]
      + (shape == .table ? [("columnDefinitions", "[\(random.value())]")] : [])
    {
      whole.append(member)
      filtered.append(member)
    }
    var order = Array(whole.indices)
    order.shuffle(using: &random.generator)
    let spaces = order.map { _ in [random.space(), random.space(), random.space(), random.space()] }
    func spell(_ members: [(String, String)]) -> String {
      let members = zip(order, spaces).map { place, space in
        "\(space[0])\"\(members[place].0)\"\(space[1]):\(space[2])\(members[place].1)\(space[3])"
      }
      return " {" + members.joined(separator: ",") + "}\n"
    }
    answer.whole = spell(whole)
    answer.filtered = spell(filtered)
    return answer
  }

  @Test(arguments: [ListShape.list, .table])
  func `keeps exactly the kept items' bytes, wherever the answer is cut`(_ shape: ListShape) throws
  {
    var random = RandomJSON(seed: 42)
    for _ in 0..<400 {
      let answer = answer(&random, shape)
      let bytes = Array(answer.whole.utf8)
      // Every text the generator writes is JSON.
      _ = try JSONValue(parsing: bytes)
      let filtered = Filtered(bytes, shape, cuts: random.cuts(bytes.count), labels: true) {
        answer.kept.contains($0.name)
      }
      try #require(filtered.error == nil, "\(answer.whole)")
      try #require(filtered.text == answer.filtered, "\(answer.whole)")
      try #require(filtered.kept == answer.kept.count)
      try #require(filtered.hidden == answer.names.count - answer.kept.count)
    }
  }

  @Test(arguments: [ListShape.list, .table])
  func `lets only a beginning of the whole out when the answer is cut short`(_ shape: ListShape)
    throws
  {
    var random = RandomJSON(seed: 43)
    for _ in 0..<12 {
      let answer = answer(&random, shape)
      let bytes = Array(answer.whole.utf8)
      let keep = { (item: ListItem) in answer.kept.contains(item.name) }
      let whole = Filtered(bytes, shape, keep: keep)
      // The last byte is the line feed behind the answer.
      for count in 0..<(bytes.count - 1) {
        let cut = Filtered(Array(bytes[..<count]), shape, keep: keep)
        try #require(cut.error?.reason == "text ends early")
        try #require(whole.bytes.starts(with: cut.bytes))
      }
    }
  }

  @Test(arguments: [ListShape.list, .table])
  func `never lets out what damage makes of an answer`(_ shape: ListShape) throws {
    var random = RandomJSON(seed: 44)
    let alphabet = Array("{}[]\",:\\ \u{1}an0/t".utf8) + [0xFF, 0xC3, 0x80]
    var survived = 0
    for _ in 0..<1_000 {
      let answer = answer(&random, shape)
      var bytes = Array(answer.whole.utf8)
      for _ in 0..<random.number(1...3) {
        let place = random.number(0...(bytes.count - 1))
        switch random.number(0...2) {
        case 0: bytes[place] = random.pick(alphabet)
        case 1: bytes.insert(random.pick(alphabet), at: place)
        default: bytes.remove(at: place)
        }
      }
      let keep = { (item: ListItem) in answer.kept.contains(item.name) }
      let cuts = random.cuts(bytes.count)
      let filtered = Filtered(bytes, shape, cuts: cuts, keep: keep)
      try #require(filtered == Filtered(bytes, shape, keep: keep))
      guard filtered.error == nil else { continue }
      survived += 1
      let value: JSONValue
      do {
        value = try JSONValue(parsing: filtered.bytes)
      } catch let error {
        // Deep inside an item nobody looks for equal names.
        try #require(error.reason == "two members of one name")
        continue
      }
      let items = value[shape == .table ? "rows" : "items"]?.array ?? []
      for item in items {
        let object = shape == .table ? item["object"] : item
        try #require(answer.kept.contains(object?["metadata", "name"]?.string ?? ""))
      }
    }
    #expect(survived > 20)
  }
}

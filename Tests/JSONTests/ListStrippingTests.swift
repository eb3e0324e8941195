import JSON
import Testing

/// Tables of rows without objects, as `includeObject=None` asks for.
@Suite struct ListStrippingTests {
  private func stripped(
    _ answer: [UInt8], cuts: [Int] = [], keep: (ListItem) -> Bool
  ) throws -> [UInt8] {
    var filter = ListFilter(readsLabels: false, stripsObjects: true, maximumItemBytes: 1 << 20)
    var (out, start) = ([UInt8](), 0)
    for cut in cuts + [answer.count] {
      try filter.feed(Array(answer[start..<cut]), into: &out, keep: keep)
      start = cut
    }
    try filter.finish()
    return out
  }

  /// The recording of a Table, with the ages of a recording of the same some seconds later.
  private func metadataForm() throws -> [UInt8] {
    var table = try JSONValue(parsing: try fixture("namespaces.list.table.json"))
    let later = try JSONValue(parsing: try fixture("namespaces.list.table-includeObject-None.json"))
    var rows = try #require(table["rows"]?.array)
    for place in rows.indices { rows[place]["cells"] = later["rows"]?[place]?["cells"] }
    table["rows"] = .array(rows)
    return table.encoded() + Array("\n".utf8)
  }

  @Test func `gives the bytes of the API server's answer to includeObject=None`() throws {
    let recorded = try fixture("namespaces.list.table-includeObject-None.json")
    #expect(try stripped(try metadataForm()) { _ in true } == recorded)
  }

  @Test func `gives the same rows of a selection, wherever the answer is cut`() throws {
    let answer = try metadataForm()
    let kept = ["oil-production", "oil-development"]
    var expected = try JSONValue(
      parsing: try fixture("namespaces.list.table-includeObject-None.json"))
    let rows = try #require(expected["rows"]?.array)
    expected["rows"] = .array(rows.filter { kept.contains($0["cells"]?[0]?.string ?? "") })
    let whole = try stripped(answer) { kept.contains($0.name) }
    #expect(whole == expected.encoded() + Array("\n".utf8))
    for cut in stride(from: 0, to: answer.count, by: 31) {
      #expect(try stripped(answer, cuts: [cut]) { kept.contains($0.name) } == whole)
    }
  }

  @Test func `leaves lists of objects alone`() throws {
    for name in ["namespaces.list.json", "namespaces.list.pom.json", "widgets.list.json"] {
      let answer = try fixture(name)
      #expect(try stripped(answer) { _ in true } == answer)
    }
  }
}

import Testing

@testable import JSON

@Suite struct LenientTests {
  private func notes(_ text: String, noting wanted: [String] = []) throws -> [String] {
    try JSONValue.lenient(parsing: Array(text.utf8), noting: wanted).notes.map {
      ($0.isDuplicate ? "=" : "") + $0.path
    }
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"a":1,"b":3,"a":{"a":1}}"#, #"{"a":{"a":1},"b":3}"#),
    (#"[{"a":1,"a":[]}]"#, #"[{"a":[]}]"#), (#"{"a":1,"a":null}"#, #"{"a":null}"#), ("1", "1"),
  ])
  func `The last of two members counts`(text: String, value: String) throws {
    #expect(try JSONValue.lenient(parsing: Array(text.utf8)).value.description == value)
  }

  @Test func `Duplicates are noted with their paths, each once`() throws {
    #expect(try notes(#"{"a":1,"a":2,"a":3}"#) == ["=a"])
    #expect(try notes(#"{"a":[{"b":{"c":1,"c":2}},{"c":1,"c":1}]}"#) == ["=a[0].b.c", "=a[1].c"])
    #expect(try notes(#"{"a":1,"A":2,"b":{"a":1}}"#).isEmpty)
    #expect(try notes("{\"\u{e9}\":1,\"e\u{301}\":2}").isEmpty)
  }

  @Test func `Members that were asked for are noted in the order of the text`() throws {
    let text = #"{"b":{"x":1,"y":1,"y":2,"z":1},"a":[{"x":1}]}"#
    #expect(try notes(text, noting: ["a[0].x", "b.z", "b.x"]) == ["b.x", "=b.y", "b.z", "a[0].x"])
  }

  @Test(arguments: ["", "{", #"{"a":1,}"#, #"{"a":1}x"#, #"{"a"}"#, "[1,]", #"{"a":tru}"#])
  func `The grammar is held all the same`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue.lenient(parsing: Array(text.utf8)) }
  }

  @Test func `Depth is limited`() {
    let text = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
    #expect(throws: JSONError.self) { try JSONValue.lenient(parsing: Array(text.utf8)) }
  }
}

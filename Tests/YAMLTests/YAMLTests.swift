import TestSupport
import JSON
import Testing
import YAML

@Suite struct YAMLTests {
  private func read(_ text: String) throws -> JSONValue {
    let documents = try YAML.documents(Array(text.utf8))
    try #require(documents.count == 1)
    return documents[0]
  }

  @Test(arguments: [
    ("a: 1\nb: [x, 'y', \"z\\n\"]", #"{"a":1,"b":["x","y","z\n"]}"#),
    ("a: |\n  one\n  two\nb: >-\n  one\n  two\n", #"{"a":"one\ntwo\n","b":"one two"}"#),
    (
      "a: &x {k: v}\nb: *x\nc:\n  <<: *x\n  l: w",
      #"{"a":{"k":"v"},"b":{"k":"v"},"c":{"l":"w","k":"v"}}"#
    ),
    ("<<: [{a: 1}, {a: 2, b: 3}]\nb: 4", #"{"b":4,"a":1}"#),
    ("b: 4\n<<: {b: 5}", #"{"b":4}"#),
    ("'<<': 1", #"{"<<":1}"#),
    ("1: a\n0x10: b\nyes: c\n1.50: d", #"{"1":"a","16":"b","true":"c","1.5":"d"}"#),
    ("- &a 1\n- *a", "[1,1]"),
    ("!!str 12", #""12""#),
    ("!!int '12'", "12"),
    ("!!float 3", "3"),
    ("! yes", #""yes""#),
    ("{\"json\": [1, 2.5e3, null]}", #"{"json":[1,2500,null]}"#),
    ("--- text", #""text""#),
    ("'it''s'", #""it's""#),
    ("'\\w'", #""\\w""#),
  ])
  func `reads`(_ text: String, _ json: String) throws {
    #expect(try read(text).description == json)
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("TRUE", true), ("yes", true), ("Yes", true), ("YES", true),
    ("on", true), ("On", true), ("ON", true), ("y", true), ("Y", true),
    ("false", false), ("no", false), ("No", false), ("off", false), ("OFF", false), ("n", false),
  ])
  func `reads the truths of YAML 1.1`(_ text: String, _ truth: Bool) throws {
    #expect(try read(text) == .bool(truth))
    #expect(try read("'\(text)'") == .string(text))
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("+7", "7"), ("-12", "-12"), ("1_000", "1000"), ("010", "8"),
    ("0o17", "15"), ("0xFf", "255"), ("-0b101", "-5"),
    ("18446744073709551615", "18446744073709551615"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("08", "8"), ("1.0", "1"), ("1.", "1"), (".5", "0.5"), ("1e3", "1000"), ("-2.5E-1", "-0.25"),
    ("1e21", "1e+21"), ("123456789e13", "1.23456789e+21"), ("1e20", "100000000000000000000"),
    ("0.000001", "0.000001"), ("0.0000001", "1e-7"), ("1.25e-9", "1.25e-9"), ("0.1", "0.1"),
    ("-0.0", "-0"), ("1234.5", "1234.5"), ("5e-324", "5e-324"),
  ])
  func `reads numbers as Go does`(_ text: String, _ spelling: String) throws {
    #expect(try read(text) == .number(spelling))
  }

  @Test(
    arguments: [
      "1.2.3", "2001-12-14", "2001-12-14T21:59:43Z", "1e", "0x", "0b2", "+", ".", "1.2e+",
      "--1",
      "12ab", "yEs", "nULL", "1,5", "_1", "0x-1", "10.0.0.0/8", "12:30", "é",
    ])
  func `reads everything else as text`(_ text: String) throws {
    #expect(try read(text) == .string(text))
  }

  @Test(arguments: ["", "~", "null", "Null", "NULL"])
  func `reads nothing as null`(_ text: String) throws {
    #expect(try read("- \(text)") == [nil])
  }

  @Test func `reads several documents, empty ones too`() throws {
    let text = "# head\na: 1\n---\n# only a comment\n---\n- b\n...\n"
    #expect(try YAML.documents(Array(text.utf8)) == [["a": 1], nil, ["b"]])
    #expect(try YAML.documents([]) == [])
    #expect(try YAML.documents(Array("# nothing\n".utf8)) == [])
  }

  @Test func `says where each document begins`() throws {
    let text = "# head\n\na: 1\n---\n---\n# comment\n- b\n--- {c: d}\n"
    let located = try YAML.located(Array(text.utf8))
    #expect(located.map(\.value) == [["a": 1], nil, ["b"], ["c": "d"]])
    #expect(located.map(\.line) == [3, 5, 7, 8])
  }

  @Test func `forgets anchors at the end of a document`() {
    #expect(throws: YAMLError(line: 3, column: 1, reason: "unknown alias")) {
      try YAML.documents(Array("&a 1\n---\n*a\n".utf8))
    }
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 3, 1, "two equal keys"),
    ("a:\n  - b: 1\n    'b': 2\n", 3, 5, "two equal keys"),
    ("1: a\n0x1: b", 2, 1, "two equal keys"),
    ("a: *b", 1, 4, "unknown alias"),
    ("a: &b [*b]", 1, 8, "unknown alias"),
    ("a: !thing b", 1, 4, "scalar does not fit its tag"),
    ("a: !!int b", 1, 4, "scalar does not fit its tag"),
    ("a: !!bool 1", 1, 4, "scalar does not fit its tag"),
    ("a: !!binary aGk=", 1, 4, "scalar does not fit its tag"),
    ("a: !thing {}", 1, 4, "unknown tag"),
    ("a: !!set []", 1, 4, "unknown tag"),
    ("a: .inf", 1, 4, "scalar does not fit its tag"),
    ("a: -.inf", 1, 4, "scalar does not fit its tag"),
    ("a: .nan", 1, 4, "scalar does not fit its tag"),
    ("~: 1", 1, 1, "a key must be a string"),
    ("[a]: 1", 1, 1, "a key must be a string"),
    ("{a: 1}: 1", 1, 1, "a key must be a string"),
    ("<<: 1", 1, 1, "only mappings can be merged"),
    ("<<: [[]]", 1, 1, "only mappings can be merged"),
  ])
  func `refuses with the place`(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
    #expect(throws: YAMLError(line: line, column: column, reason: reason)) {
      try YAML.documents(Array(text.utf8))
    }
  }

  @Test(arguments: [
    ("a: \"\\w\"", 1), ("a: [1", 2), ("a:\n\tb: 1", 2), ("a: 'x", 1), ("a: b: c", 1), ("@x", 1),
    ("ok: 1\n- b\n", 2),
  ])
  func `refuses what is not YAML, and names the line`(_ text: String, _ line: Int) throws {
    let error = #expect(throws: YAMLError.self) { try YAML.documents(Array(text.utf8)) }
    #expect(error?.line == line, "\(error?.description ?? "")")
  }

  @Test(arguments: [[0x61, 0x3A, 0x20, 0xFF], [0xC3], [0x61, 0xED, 0xA0, 0x80]] as [[UInt8]])
  func `refuses what is not UTF-8`(_ bytes: [UInt8]) {
    #expect(throws: YAMLError.self) { try YAML.documents(bytes) }
  }

  @Test func `refuses aliases of a long text that would be too long written out`() {
    let text = String(repeating: "x", count: 1 << 20)
    func document(_ aliases: Int) -> [UInt8] {
      Array(
        "a: &a \(text)\nb: [\(Array(repeating: "*a", count: aliases).joined(separator: ","))]".utf8)
    }
    #expect(throws: Never.self) { try YAML.documents(document(10)) }
    let error = #expect(throws: YAMLError.self) { try YAML.documents(document(20)) }
    #expect(error?.reason == "too many values")
  }

  @Test func `refuses an alias bomb quickly`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let error = #expect(throws: YAMLError.self) { try YAML.documents(Array(text.utf8)) }
    #expect(error?.reason == "too many values")
  }

  @Test func `refuses deep nesting`() throws {
    let nest = { (depth: Int) in
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try read(nest(100))
    let error = #expect(throws: YAMLError.self) { try read(nest(101)) }
    #expect(error?.reason == "nested too deeply")
  }

  @Test func `survives random damage`() {
    var generator = SeededGenerator(seed: 7)
    let text = Array("a: &x [1, {b: 'c'}]\n<<: {k: |\n  v\n }\nd: *x\n--- !!str \"\\u0041\"\n".utf8)
    for _ in 0..<2_000 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      // Whatever comes out can be written and read as JSON.
      guard let documents = try? YAML.documents(bytes) else { continue }
      for document in documents {
        #expect((try? JSONValue(parsing: document.encoded())) == document)
      }
    }
  }
}

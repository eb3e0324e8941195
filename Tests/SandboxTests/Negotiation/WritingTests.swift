import JSON
import Testing
import YAML

@testable import Sandbox

@Suite struct WritingTests {
  @Test func `YAML is the recorded one`() throws {
    let recorded = try Recording.bytes("namespaces.list.yaml")
    let written = YAML.encode(try YAML.documents(recorded)[0])
    let lines = written.split(separator: UInt8(ascii: "\n"))
    for (line, expected) in zip(lines, recorded.split(separator: UInt8(ascii: "\n"))) {
      #expect(String(decoding: line, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    }
    #expect(written.count == recorded.count)
  }

  @Test(arguments: [
    ("plain", "plain"), ("", #""""#), ("true", #""true""#), ("1.5", #""1.5""#), ("a: b", "'a: b'"),
    ("- a", "'- a'"), ("it's: so", "'it''s: so'"), ("null", #""null""#), ("#x", "'#x'"),
    ("a\u{7}", #""a\a""#), ("x ", "'x '"), ("0x10", #""0x10""#), ("http://x", "http://x"),
  ])
  func `a text that would read as something else is quoted`(_ text: String, _ written: String)
    throws
  {
    let bytes = YAML.encode(["k": .string(text)])
    #expect(try YAML.documents(bytes) == [["k": .string(text)]])
    guard !text.contains("\u{7}") else { return }
    #expect(String(decoding: bytes, as: UTF8.self) == "k: \(written)\n")
  }

  @Test(arguments: ["{}", "[]", #"{"a":1}"#, #"{"a":[],"b":{},"c":[{"d":"[,]{:}\"\\"}]}"#])
  func `indented JSON is the same JSON`(_ compact: String) throws {
    let indented = PrettyJSON.indented(Array(compact.utf8))
    #expect(try JSONValue(parsing: indented).description == compact)
  }

  @Test func `JSON is indented as Go does`() {
    let indented = PrettyJSON.indented(Array(#"{"a":[1,{"b":{}}],"c":"x"}"#.utf8))
    #expect(
      String(decoding: indented, as: UTF8.self) == """
        {
          "a": [
            1,
            {
              "b": {}
            }
          ],
          "c": "x"
        }
        """)
  }

  @Test func `signs of HTML are escaped as Go does`() {
    let value: JSONValue = ["a": "<b>&\u{2028}é"]
    #expect(
      String(decoding: value.encodedAsGo(), as: UTF8.self)
        == #"{"a":"\u003cb\u003e\u0026\u2028é"}"#)
  }
}

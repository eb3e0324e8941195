import TestSupport
import JSON
import Testing

@testable import Kubernetes

struct ListItemsTests {
  private func split(
    _ pieces: [[UInt8]], limit: Int = 1 << 20
  ) throws -> (items: [JSONValue], envelope: JSONValue) {
    var list = ListItems(limit: limit)
    var items: [[UInt8]] = []
    for piece in pieces {
      try list.push(piece) { bytes throws(APIError) in items.append(bytes) }
    }
    return (try items.map { try JSONValue(parsing: $0) }, try list.finish())
  }

  @Test(arguments: 0..<20)
  func `finds the items of a recorded list however the bytes are cut`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = try Fixture.bytes("namespaces.list.json")
    let whole = try JSONValue(parsing: bytes)
    let (items, envelope) = try split(generator.cut(bytes, atMost: seed == 0 ? 1 : 3_000))
    #expect(items.count > 5 && items == whole["items"]?.array)
    #expect(envelope["metadata"] == whole["metadata"])
  }

  @Test(arguments: 0..<200)
  func `agrees with the parser on lists of any shape`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var members: [(String, JSONValue)] = [
      (
        "items",
        .array(
          (0..<Int.random(in: 0...4, using: &generator)).map { index in
            ["n": .string("\(index)"), "v": value(&generator, 3)]
          })
      ),
      ("metadata", ["resourceVersion": "1", "items": [1, ["a": "]"]]]),
      ("kind", "items"), ("it\"ems", value(&generator, 3)), ("x", value(&generator, 3)),
    ]
    members.shuffle(using: &generator)
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    let whole = JSONValue.object(object)
    let (items, envelope) = try split(generator.cut(whole.encoded(), atMost: 9))
    #expect(items == whole["items"]?.array)
    var rest = whole
    rest["items"] = []
    #expect(envelope == rest)
  }

  private func value(_ generator: inout SeededGenerator, _ depth: Int) -> JSONValue {
    let texts = ["", "items", "a\"b", "\\", "[{", "}]", "é,", "\n", "{\"items\":[]}"]
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &generator) {
    case 0: return .null
    case 1: return true
    case 2: return 12
    case 3: return .string(texts.randomElement(using: &generator) ?? "")
    case 4: return .array((0..<3).map { _ in value(&generator, depth - 1) })
    case 5: return ["items": value(&generator, depth - 1), "a": value(&generator, depth - 1)]
    default: return .object([:])
    }
  }

  @Test(arguments: [
    #"{"items":null,"metadata":{}}"#, #"{"items":[]}"#, " { \"items\" : [ ] } \n",
  ])
  func `an empty list has no items`(_ text: String) throws {
    #expect(try split([Array(text.utf8)]).items.isEmpty)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"kind":"Status"}"#, #"{"items":{}}"#, #"{"items":[{},]}"#,
    #"{"items":[,{}]}"#, #"{"items":[{}{}]}"#, #"{"items":[1]}"#, #"{"items":[{}"#,
    #"{"items":[]"#, #"{"items":[],"items":[]}"#, #"{"items":[{}],"items":[{}]}"#,
    #"{"\u0069tems":[{}]}"#, #"{"items":[]}x"#, #"{"items":[{}],"a":[}"#, #"{"items":["a"]}"#,
    #"{"items":[[{}]]}"#, #"{"a":{"items":[{}]}}"#,
  ])
  func `refuses what is no list`(_ text: String) {
    #expect(throws: APIError.self) { try split([Array(text.utf8)]) }
  }

  @Test func `holds no more than the bound`() throws {
    let item = #"{"items":[{"a":"\#(String(repeating: "x", count: 100))"}]}"#
    #expect(throws: APIError.self) { try split([Array(item.utf8)], limit: 64) }
    #expect(try split([Array(item.utf8)], limit: 200).items.count == 1)
    let envelope = #"{"a":"\#(String(repeating: "x", count: 100))","items":[]}"#
    #expect(throws: APIError.self) { try split([Array(envelope.utf8)], limit: 64) }
  }
}

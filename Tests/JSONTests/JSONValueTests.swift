import JSON
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test(arguments: [
    #"{"a":[1,-0.5e+10,true,false,null,"x"],"b":{}}"#, "[]", "{}", "0", "-0", "1E5", "1.00", "\"\"",
    "123456789012345678901234567890.5", #""é😀\"\\\n\u0001/""#, "[[[]]]", "\"\u{7F}\u{2028}\"",
    "\"\\b\\f\\n\\r\\t\"",
  ])
  func `writes what it read`(_ text: String) throws {
    #expect(try parse(text).description == text)
  }

  @Test(arguments: [
    (#" [ 1 , 2 ] "#, "[1,2]"), ("{\n\t\"a\" :\r\n 1}", #"{"a":1}"#),
    (#""\u0041\u00e9\ud83d\ude00\/\uD83D\uDE00""#, #""Aé😀/😀""#),
    (#""\u0000\u001f""#, #""\u0000\u001f""#), (#"{"\u0061":1}"#, #"{"a":1}"#),
  ])
  func `reads white space and escapes`(_ text: String, _ written: String) throws {
    #expect(try parse(text).description == written)
  }

  @Test(arguments: [
    ("", 0), (" ", 1), ("nul", 3), ("nulL", 3), ("truE", 3), ("True", 0), ("[1", 2), ("[1,", 3),
    ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6),
    ("{\"a\":1,", 7), ("{\"a\":1,}", 7), ("{,}", 1), ("{a:1}", 1), ("{1:1}", 1), ("{\"a\" 1}", 5),
    ("[}", 1), ("{]", 1), ("[1}", 2), ("01", 1), ("-", 1), ("-a", 1), ("+1", 0), (".5", 0),
    ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3), ("0x1", 1), ("NaN", 0), ("Infinity", 0),
    ("1 2", 2), ("{} {}", 3), ("null,", 4), ("\"", 1), ("\"a", 2), ("\"\\", 2), ("\"\\x\"", 2),
    ("\"\\u12\"", 5), ("\"\\u12G4\"", 5), ("\"\\ud800\"", 7), ("\"\\udc00\"", 7),
    ("\"\\ud800\\u0041\"", 13), ("\"\\ud800x\"", 7), ("\"\\ud800\\ud800\"", 13), ("\"\n\"", 1),
    ("\"a\u{0}\"", 2), ("\"\u{1F}\"", 1), ("\u{FEFF}1", 0), ("// x\n1", 0), ("'a'", 0),
    ("[1]\u{0}", 3),
    ("\u{B}1", 0), ("\u{A0}1", 0),
  ])
  func `refuses with the place`(_ text: String, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try parse(text) }
    #expect(error?.offset == offset, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC0, 0xAF, 0x22], 2),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82, 0x22], 1),
      ([0x22, 0x80, 0x22], 1),
      ([0x31, 0xFF], 1),
    ] as [([UInt8], Int)])
  func `refuses what is not UTF-8`(_ bytes: [UInt8], _ offset: Int) {
    #expect(throws: JSONError(offset: offset, reason: "not UTF-8")) {
      try JSONValue(parsing: bytes)
    }
  }

  @Test func `knows UTF-8 as the standard library does`() throws {
    var random = RandomJSON(seed: 9)
    let alphabet: [UInt8] = [
      0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED,
      0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var wellFormed = 0
    for _ in 0..<20_000 {
      let lead = [UInt8](repeating: 0x61, count: random.number(0...20))
      let middle = (0..<random.number(1...4)).map { _ in random.pick(alphabet) }
      let tail = [UInt8](repeating: 0x61, count: random.number(0...20))
      let text = String(validating: lead + middle + tail, as: UTF8.self)
      let value = try? JSONValue(parsing: [0x22] + lead + middle + tail + [0x22])
      try #require(value?.string == text)
      if text != nil { wellFormed += 1 }
    }
    #expect(wellFormed > 500)
  }

  @Test func `refuses two members of one name, few and many`() throws {
    let error = JSONError(offset: 7, reason: "two members of one name")
    #expect(throws: error) { try parse(#"{"a":1,"a":1}"#) }
    #expect(throws: error) { try parse(#"{"a":1,"\u0061":2}"#) }
    #expect(try parse(#"[{"a":1},{"a":1}]"#).array?.count == 2)
    var text = "{" + (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    #expect(try parse(text + "}")["k99"] == 99)
    text += ",\"k57\":0}"
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func `tells a composed letter from a decomposed one`() throws {
    let value = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
  }

  @Test func `refuses what is over its limits`() throws {
    let nest = { (depth: Int) in
      Array(
        (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONValue(parsing: nest(100))
    #expect(throws: JSONError(offset: 101, reason: "nested too deeply")) {
      try JSONValue(parsing: nest(101))
    }
    #expect(throws: JSONError.self) { try JSONValue(parsing: nest(1_000_000)) }
    let limits = JSONLimits(depth: 2, bytes: 5)
    #expect(try JSONValue(parsing: nest(2), limits: limits) == [[]])
    #expect(throws: JSONError.self) { try JSONValue(parsing: nest(3), limits: limits) }
    #expect(throws: JSONError(offset: 5, reason: "text is too long")) {
      try JSONValue(parsing: Array("     1".utf8), limits: limits)
    }
  }

  @Test func `reads part of a larger buffer`() throws {
    let bytes = Array("xx[1]xx".utf8)
    #expect(try JSONValue(parsing: bytes[2..<5]) == [1])
    let value = try unsafe bytes.withUnsafeBytes { buffer in
      try unsafe JSONValue(parsing: UnsafeRawBufferPointer(rebasing: buffer[2..<5]))
    }
    #expect(value == [1])
  }

  @Test func `finds its way with names, paths and indexes`() {
    let value: JSONValue = [
      "metadata": ["name": "a", "labels": ["k": "v"]], "n": 12, "list": ["x", nil, true],
    ]
    #expect(value["metadata", "labels", "k"]?.string == "v")
    #expect(value["metadata", "missing", "k"] == nil)
    #expect(value["n"]?.int == 12)
    #expect(value["n"]?["k"] == nil)
    #expect(value["list"]?[0]?.string == "x")
    #expect(value["list"]?[1]?.isNull == true)
    #expect(value["list"]?[2]?.bool == true)
    #expect(value["list"]?[3] == nil)
    #expect(value.object?.keys == ["metadata", "n", "list"])
    #expect(JSONValue.number("1.0").int == nil)
    #expect(JSONValue.number("1.5").double == 1.5)
    #expect(JSONValue.number("99999999999999999999").int == nil)
  }

  @Test func `sets and removes members in place`() {
    var value: JSONValue = ["a": 1, "b": 2, "c": 3]
    value["b"] = "two"
    value["a"] = nil
    value["d"] = .null
    #expect(value.description == #"{"b":"two","c":3,"d":null}"#)
    value["c"]?["x"] = true
    #expect(value["c"] == ["x": true])
    value["e"] = nil
    #expect(value.object?.count == 3)
    var none = JSONValue.null
    none["a"] = nil
    #expect(none == .null)
    none["a"] = 1
    #expect(none == ["a": 1])
  }

  @Test func `behaves as a dictionary that remembers the order`() {
    var random = RandomJSON(seed: 5)
    var object = JSONObject()
    var model: [(key: String, value: Int)] = []
    for step in 0..<2_000 {
      let key = "k\(random.number(0...30))"
      let place = model.firstIndex { $0.key == key }
      if random.number(0...2) == 0 {
        object[key] = nil
        if let place { model.remove(at: place) }
      } else {
        object[key] = .int(step)
        if let place { model[place].value = step } else { model.append((key, step)) }
      }
      #expect(object.keys == model.map(\.key))
      #expect(object.values.map(\.int) == model.map(\.value))
      #expect(object[key]?.int == model.first { $0.key == key }?.value)
    }
  }

  @Test func `compares objects without their order`() {
    #expect(["a": 1, "b": [2]] as JSONValue == ["b": [2], "a": 1])
    #expect(["a": 1] as JSONValue != ["a": 1, "b": nil])
    #expect(["a": 1, "b": 2] as JSONValue != ["a": 1, "c": 2])
    #expect([1, 2] as JSONValue != [2, 1])
    #expect(JSONValue.number("1") != .number("1.0"))
  }

  @Test func `reads its own writing of random values`() throws {
    var random = RandomJSON(seed: 6)
    for _ in 0..<1_000 {
      let value = try parse(random.value())
      #expect(try JSONValue(parsing: value.encoded()) == value)
    }
  }
}

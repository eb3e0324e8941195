import JSON
import Testing

/// Answers that try to show what is not the caller's.
///
/// The item "mine" is theirs, and SECRET is nobody's to see.
@Suite struct ListFilterAttackTests {
  private static let mine = #"{"metadata":{"name":"mine"}}"#
  private static let other = #"{"metadata":{"name":"other"},"data":"SECRET"}"#

  @Test(arguments: [
    // Metadata that is not the item's.
    #"{"items":[{"metadata":{"name":"other","annotations":{"metadata":{"name":"mine"}}},"x":"SECRET"}]}"#,
    #"{"items":[{"metadata":{"name":"other","annotations":{"name":"mine"}},"x":"SECRET"}]}"#,
    #"{"items":[{"spec":{"metadata":{"name":"mine"}},"metadata":{"name":"other"},"x":"SECRET"}]}"#,
    #"{"items":[{"spec":{"name":"mine"},"metadata":{"name":"other"},"x":"SECRET"}]}"#,
    #"{"items":[{"object":{"metadata":{"name":"mine"}},"metadata":{"name":"other"},"x":"SECRET"}]}"#,
    #"{"items":[{"x":"\"metadata\":{\"name\":\"mine\"}","metadata":{"name":"other"},"y":"SECRET"}]}"#,
    #"{"items":[{"x":"}],\"y\":[{","metadata":{"name":"other"},"y":"SECRET"}]}"#,
    #"{"items":[{"x":"\\","metadata":{"name":"other"},"y":"\\\"mine\"SECRET"}]}"#,
    #"{"items":[{"metadata":{"labels":{"name":"mine"},"name":"other"},"y":"SECRET"}]}"#,
    #"{"items":[{"items":[{"metadata":{"name":"mine"}}],"metadata":{"name":"other"},"y":"SECRET"}]}"#,
    #"{"items":[{"metadata":{"name":"other"},"spec":{"items":[{"metadata":{"name":"mine"}},"SECRET"]}}]}"#,
    #"{"items":[{"metadata":{"name":"mine\u0000"},"y":"SECRET"}]}"#,
    #"{"items":[{"metadata":{"name":"Mine"},"y":"SECRET"}]}"#,
    #"{"items":[{"metadata":{"name":"mine "},"y":"SECRET"}]}"#,
  ])
  func `drops an item that only looks like the caller's`(_ answer: String) {
    let filtered = Filtered(answer, keeping: ["mine"])
    #expect(filtered.error == nil)
    #expect(filtered.text == #"{"items":[]}"#)
    #expect(filtered.hidden == 1)
  }

  @Test(
    arguments: [
      // An item whose owner cannot be told.
      (#"{"items":[{"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{},"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{"name":""},"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{"name":null},"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{"name":1},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":["mine"]},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":{"name":"mine"}},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":null,"x":"SECRET"}]}"#, "item without metadata"),
      (#"{"items":[{"metadata":[{"name":"mine"}],"x":"SECRET"}]}"#, "item without metadata"),
      (#"{"items":[{"metadata":"name","x":"SECRET"}]}"#, "item without metadata"),
      (#"{"items":[{"Metadata":{"name":"mine"},"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{"Name":"mine"},"x":"SECRET"}]}"#, "item without a name"),
      (#"{"items":[{"metadata":{"name":"mine","uid":1},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine","labels":[]},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine","labels":{"a":1}},"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine","labels":{"a":"","a":""}},"x":"SECRET"}]}"#, nil),
      // A name that could be read in two ways.
      (
        #"{"items":[{"metadata":{"name":"mine"},"metadata":{"name":"other"},"x":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"metadata":{"name":"other"},"metadata":{"name":"mine"},"x":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine","name":"other"},"x":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine","uid":"a","uid":"b"},"x":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine","labels":{},"labels":{}},"x":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine"},"items":1,"items":"SECRET"}]}"#,
        "deciding member twice"
      ),
      (
        #"{"items":[{"m\u0065tadata":{"name":"mine"},"metadata":{"name":"other"},"x":"SECRET"}]}"#,
        "escape in a member name"
      ),
      (
        #"{"items":[{"metadata":{"n\u0061me":"mine","name":"other"},"x":"SECRET"}]}"#,
        "escape in a member name"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine","\"name":"other"},"x":"SECRET"}]}"#,
        "escape in a member name"
      ),
      (
        #"{"items":[{"metadata":{"name":"mine","x\"":"other"},"x":"SECRET"}]}"#,
        "escape in a member name"
      ),
      // An item of the caller's that is not JSON.
      (#"{"items":[{"metadata":{"name":"mine"},"x":"SECRET",}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"} "x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"},"x":[SECRET]}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"},"x":["SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"},"x":01,"y":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"},"x":"\x SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"},"x":"\ud800 SECRET"}]}"#, nil),
      ("{\"items\":[{\"metadata\":{\"name\":\"mine\"},\"x\":\"\u{1}SECRET\"}]}", nil),
      ("{\"items\":[{\"metadata\":{\"name\":\"mine\"},\"x\":\"\nSECRET\"}]}", nil),
      ("{\"items\":[{\"metadata\":{\"name\":\"mine\"},\"x\":\u{FEFF}\"SECRET\"}]}", nil),
      // Things between the items.
      (#"{"items":["SECRET"]}"#, "not a list"),
      (#"{"items":[["SECRET"]]}"#, "not a list"),
      (#"{"items":[null,"SECRET"]}"#, "not a list"),
      (#"{"items":[{"metadata":{"name":"mine"}} {"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"}},,{"x":"SECRET"}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"mine"}},]}"#, nil),
      (#"{"items":[,{"metadata":{"name":"mine"}}]}"#, nil),
      (#"{"items":[{"metadata":{"name":"other"},"x":"SECRET"},]}"#, nil),
      // An array that is not where it should be, or twice.
      (
        #"{"items":[],"items":[{"metadata":{"name":"other"},"x":"SECRET"}]}"#,
        "two members of one name"
      ),
      (#"{"items":null,"items":["SECRET"]}"#, "two members of one name"),
      (#"{"items":{"x":"SECRET"}}"#, "member of another type"),
      (#"{"items":"SECRET"}"#, "member of another type"),
      (#"{"Items":["SECRET"],"items":[]}"#, "member that no list has"),
      (#"{"it\u0065ms":["SECRET"],"items":[]}"#, "member that no list has"),
      (
        #"{"rows":[{"object":{"metadata":{"name":"other"},"x":"SECRET"}}],"items":[]}"#,
        "member that no list has"
      ),
      (#"{"status":{"x":"SECRET"},"items":[]}"#, "member that no list has"),
      (#"{"columnDefinitions":["SECRET"],"items":[]}"#, "member that no list has"),
      (#"{"message":"SECRET"}"#, "member that no list has"),
      (#"{"kind":{"x":"SECRET"},"items":[]}"#, "member of another type"),
      (#"{"kind":"a","kind":"SECRET","items":[]}"#, "two members of one name"),
      (#"{"kind":"\ud800SECRET","items":[]}"#, nil),
      (#"{"apiVersion":["SECRET"],"items":[]}"#, "member of another type"),
      (#"{"kind":"Status","apiVersion":"v1","metadata":{}}"#, "no array of items"),
      (#"{}"#, "no array of items"),
      // Metadata of the list.
      (#"{"metadata":{"continue":"SECRET"},"items":[]}"#, "the list has more pages"),
      (#"{"items":[],"metadata":{"continue":"SECRET"}}"#, "the list has more pages"),
      (#"{"metadata":{"continue":["SECRET"]},"items":[]}"#, nil),
      (#"{"metadata":{"continue":"","continue":"SECRET"},"items":[]}"#, "two members of one name"),
      (#"{"metadata":{"c\u006fntinue":"SECRET"},"items":[]}"#, "escape in a member name"),
      (#"{"metadata":{"r\u0065mainingItemCount":"SECRET"},"items":[]}"#, "escape in a member name"),
      (#"{"metadata":{"x":"SECRET",},"items":[]}"#, nil),
      (#"{"metadata":{"x":"SECRET"]},"items":[]}"#, nil),
      (#"{"metadata":["SECRET"],"items":[]}"#, "member of another type"),
      (#"{"metadata":"SECRET","items":[]}"#, "member of another type"),
      (#"{"metadata":nulL,"items":[]}"#, nil),
      // What is around the list.
      (#"[{"metadata":{"name":"mine"}}]"#, "not a list"),
      (#""items""#, "not a list"),
      (#"null"#, "not a list"),
      (#"{"items":[]}{"x":"SECRET"}"#, "not a list"),
      (#"{"items":[]} SECRET"#, "not a list"),
      (#"{"items":[]},"#, "not a list"),
      (#"{"items":[]]"#, "not a list"),
      (#"{"items":[},"x":"SECRET"}"#, "not a list"),
      (#"{"items":[],}"#, "not a list"),
      (#"{,"items":[]}"#, "not a list"),
      (#"{"items" []}"#, "not a list"),
      (#"{items:[]}"#, "not a list"),
      (#"{'items':[]}"#, "not a list"),
      ("\u{FEFF}{\"items\":[]}", "not a list"),
      ("", "text ends early"),
      (" ", "text ends early"),
      ("{\"items\":[]", "text ends early"),
    ] as [(String, String?)])
  func `ends in an error, and no byte of the secret is out`(_ answer: String, _ reason: String?) {
    let filtered = Filtered(answer, keeping: ["mine"])
    #expect(filtered.error != nil)
    if let reason { #expect(filtered.error?.reason == reason) }
    #expect(!filtered.text.contains("SECRET"))
    // As a page of a longer list, where another page may follow.
    let page = Pages(answer, keeping: ["mine"])
    #expect((page.error != nil) == (reason != "the list has more pages"))
    #expect(!page.text.contains("SECRET"))
  }

  @Test(
    arguments: [
      (#"{"rows":[{"cells":["SECRET"]}]}"#, "item without a name"),
      (#"{"rows":[{"cells":["SECRET"],"object":null}]}"#, "item without metadata"),
      (#"{"rows":[{"cells":["SECRET"],"object":[]}]}"#, "item without metadata"),
      (#"{"rows":[{"cells":["SECRET"],"object":{}}]}"#, "item without a name"),
      (#"{"rows":[{"cells":["SECRET"],"metadata":{"name":"mine"}}]}"#, "item without a name"),
      (#"{"rows":[{"cells":["SECRET"],"object":{"name":"mine"}}]}"#, "item without a name"),
      (
        #"{"rows":[{"cells":[{"metadata":{"name":"mine"}},"SECRET"],"object":{"metadata":null}}]}"#,
        "item without metadata"
      ),
      (
        #"{"rows":[{"cells":["SECRET"],"object":{"metadata":{"name":"mine"}},"object":{"metadata":{"name":"other"}}}]}"#,
        "deciding member twice"
      ),
      (
        #"{"rows":[{"cells":["SECRET"],"object":{"metadata":{"name":"mine"},"metadata":{"name":"other"}}}]}"#,
        "deciding member twice"
      ),
      (#"{"items":[{"x":"SECRET"}],"rows":[]}"#, "member that no list has"),
      (#"{"columnDefinitions":{"x":"SECRET"},"rows":[]}"#, "member of another type"),
      (#"{"columnDefinitions":["SECRET",],"rows":[]}"#, nil),
    ] as [(String, String?)])
  func `ends a table in an error, and no byte of the secret is out`(
    _ answer: String, _ reason: String?
  ) {
    let filtered = Filtered(answer, .table, keeping: ["mine"])
    #expect(filtered.error != nil)
    if let reason { #expect(filtered.error?.reason == reason) }
    #expect(!filtered.text.contains("SECRET"))
    // As a page of a longer list, where another page may follow.
    let page = Pages(answer, keeping: ["mine"])
    #expect((page.error != nil) == (reason != "the list has more pages"))
    #expect(!page.text.contains("SECRET"))
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ] as [[UInt8]])
  func `refuses bytes that are not UTF-8 in what goes out`(_ bad: [UInt8]) {
    for (before, after) in [
      (#"{"items":[{"metadata":{"name":"mine"},"x":""#, #""}]}"#),
      (#"{"items":[{"metadata":{"name":"mine"#, #""}}]}"#),
      (#"{"items":[{""#, #"":1,"metadata":{"name":"mine"}}]}"#),
      (#"{"metadata":{"x":""#, #""},"items":[]}"#),
      (#"{"kind":""#, #"","items":[]}"#),
      (#"{""#, #"":1,"items":[]}"#),
    ] {
      let filtered = Filtered(Array(before.utf8) + bad + Array(after.utf8)) { _ in true }
      #expect(filtered.error != nil)
      #expect(!bad.allSatisfy(filtered.bytes.contains))
    }
  }

  @Test(arguments: ["[", "{\"x\":"])
  func `refuses deep nesting in kept and in dropped items`(_ opening: String) {
    for name in ["mine", "other"] {
      for (depth, isFine) in [(97, true), (98, false), (5_000, false)] {
        let nest =
          String(repeating: opening, count: depth) + "1"
          + String(repeating: opening == "[" ? "]" : "}", count: depth)
        let answer = #"{"items":[{"x":\#(nest),"metadata":{"name":"\#(name)"}}]}"#
        let filtered = Filtered(answer, keeping: ["mine"])
        #expect(filtered.error?.reason == (isFine ? nil : "nested too deeply"))
        // The levels are those of the whole answer.
        let reference = try? JSONValue(parsing: Array(answer.utf8))
        #expect((reference != nil) == isFine)
      }
    }
  }

  @Test func `refuses an item over the limit, and holds no more than that`() throws {
    for name in ["mine", "other"] {
      let head = #"{"items":[{"metadata":{"name":"\#(name)"},"x":""#
      let item = head.utf8.count - 10
      let answer = { (length: Int) in
        Array((head + String(repeating: "y", count: length - item - 2) + "\"}]}").utf8)
      }
      let keep = { (item: ListItem) in item.name == "mine" }
      #expect(Filtered(answer(1_000), maximumItemBytes: 1_000, keep: keep).error == nil)
      for cuts in [[], [900], [1_005], Array(stride(from: 10, to: 1_000, by: 10))] {
        let filtered = Filtered(answer(1_001), cuts: cuts, maximumItemBytes: 1_000, keep: keep)
        #expect(filtered.error?.reason == "item is too long")
        #expect(filtered.text == #"{"items":["#)
      }
    }
  }

  @Test func `refuses a member of the envelope over the limit`() {
    let long = String(repeating: "y", count: 200)
    for answer in [#"{"\#(long)":1}"#, #"{"kind":"\#(long)"}"#, #"{"metadata":{"x":"\#(long)"}}"#] {
      let filtered = Filtered(Array(answer.utf8), maximumItemBytes: 100) { _ in true }
      #expect(filtered.error?.reason.hasSuffix("too long") == true)
      #expect(!filtered.text.contains("yy"))
    }
  }

  @Test func `never says in an error what was in the answer`() {
    let filtered = Filtered(
      #"{"items":[{"metadata":{"name":"mine","x":SECRET}}]}"#, keeping: ["mine"])
    let error = filtered.error?.description ?? ""
    #expect(!error.isEmpty)
    #expect(!error.contains("SECRET"))
  }

  @Test func `keeps the caller's items among all of these neighbours`() {
    let answer =
      #"{"kind":"L","items":[\#(Self.other),\#(Self.mine),\#(Self.other)],"metadata":{}}"#
    let filtered = Filtered(answer, keeping: ["mine"])
    #expect(filtered.text == #"{"kind":"L","items":[\#(Self.mine)],"metadata":{}}"#)
  }
}

import JSON
import Testing

/// Streams that try to show what is not the caller's.
///
/// The object "mine" is theirs, and SECRET is nobody's to see.
@Suite struct WatchFilterAttackTests {
  private static let mine = #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"}}}"#

  private static func table(_ rows: String, _ more: String = "") -> String {
    #"{"type":"ADDED","object":{"kind":"Table","metadata":{},"columnDefinitions":null,"rows":"#
      + rows + more + "}}"
  }

  @Test(arguments: [
    #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"other"},"x":"SECRET"}}"#,
    #"{"object":{"metadata":{"name":"other"},"kind":"A","x":"SECRET"},"type":"DELETED"}"#,
    #"{"type":"MODIFIED","object":{"kind":"A","metadata":{"name":"other","annotations":{"metadata":{"name":"mine"}}},"x":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"other","annotations":{"name":"mine"}},"x":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","spec":{"metadata":{"name":"mine"}},"metadata":{"name":"other"},"x":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","object":{"metadata":{"name":"mine"}},"metadata":{"name":"other"},"x":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","name":"mine","metadata":{"name":"other"},"x":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","x":"}}\n{\"type\":\"ADDED\",","metadata":{"name":"other"},"y":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","rows":[{"object":{"metadata":{"name":"mine"}}}],"metadata":{"name":"other"},"y":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","spec":{"kind":"Table"},"metadata":{"name":"other"},"y":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine\u0000"},"y":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"Mine"},"y":"SECRET"}}"#,
    #"{"type":"ADDED","object":{"kind":"Table","metadata":{"name":"mine"},"columnDefinitions":null,"rows":[{"cells":["SECRET"],"object":{"metadata":{"name":"other"}}}]}}"#,
    #"{"type":"ADDED","object":{"kind":"T\u0061ble","metadata":{"name":"mine"},"columnDefinitions":null,"rows":[{"cells":["SECRET"],"object":{"metadata":{"name":"other"}}}]}}"#,
    #"{"type":"ADDED","object":{"kind":"Table","columnDefinitions":null,"rows":[{"cells":[{"object":{"metadata":{"name":"mine"}}},"SECRET"],"object":{"metadata":{"name":"other"}}}]}}"#,
    #"{"type":"ADDED","object":{"kind":"Table","columnDefinitions":null,"rows":[{"metadata":{"name":"mine"},"object":{"metadata":{"name":"other"},"x":"SECRET"}}]}}"#,
  ])
  func `drops an event that only looks like the caller's`(_ event: String) {
    let watched = Watched("\(event)\n\(Self.mine)\n", keeping: ["mine"])
    #expect(watched.error == nil)
    #expect(watched.text == Self.mine + "\n")
    #expect(watched.hidden == 1)
  }

  @Test(
    arguments: [
      // Types that are none.
      #"{"type":"added","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":null,"object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":["ADDED"],"object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":{"object":"ADDED"},"object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","type":"BOOKMARK","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","typ\u0065":"BOOKMARK","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"Type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      // Objects that are none, or two, or of no kind.
      #"{"type":"ADDED"}"#,
      #"{"type":"ADDED","object":null}"#,
      #"{"type":"ADDED","object":"SECRET"}"#,
      #"{"type":"ADDED","object":["kind":"A","metadata":{"name":"mine"},"SECRET"]}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"}},"object":{"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"}},"x":"SECRET"}"#,
      #"{"type":"ADDED","object":{"metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","kind":"Table","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":["A"],"metadata":{"name":"mine"},"x":"SECRET"}}"#,
      // Nobody's objects.
      #"{"type":"ADDED","object":{"kind":"A","x":"SECRET"}}"#,
      #"{"type":"DELETED","object":{"kind":"A","metadata":{},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":""},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":null},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":1},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":null,"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":[{"name":"mine"}],"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine","name":"other"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"metadata":{"name":"other"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"n\u0061me":"other","name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine","labels":{"a":1}},"x":"SECRET"}}"#,
      // The caller's own, but not JSON.
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET",}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":[SECRET]}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":["SECRET"}}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":"\ud800SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":01,"y":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"]}"#,
      "{\"type\":\"ADDED\",\"object\":{\"kind\":\"A\",\"metadata\":{\"name\":\"mine\"},\"x\":\"\nSECRET\"}}",
      // Bookmarks that are somebody's, or are nothing.
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{"name":"SECRET"}}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{"uid":"SECRET"}}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{},"x":"SECRET",}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{"uid":null,"uid":"SECRET"}}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"A","metadata":{},"metadata":{"name":"SECRET"}}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"Table","columnDefinitions":null,"rows":[{"cells":["SECRET"],"object":{"metadata":{"name":"x"}}}]}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"Table","columnDefinitions":null,"rows":[{"cells":["SECRET"],"object":null}]}}"#,
      #"{"type":"BOOKMARK","object":{"kind":"Table","columnDefinitions":null,"rows":[],"x":"SECRET"}}"#,
      #"{"type":"BOOKMARK","object":"SECRET"}"#,
      // Errors that say too much.
      #"{"type":"ERROR","object":{"kind":"Status","metadata":{"continue":"SECRET"},"code":410}}"#,
      #"{"type":"ERROR","object":{"kind":"Status","metadata":{"continue":["SECRET"]},"code":410}}"#,
      #"{"type":"ERROR","object":{"kind":"Status","metadata":{},"message":"SECRET","code":403}}"#,
      #"{"type":"ERROR","object":{"kind":"Status","metadata":{},"message":"SECRET","code":401}}"#,
      #"{"type":"ERROR","object":{"kind":"A","metadata":{"name":"mine"},"x":"SECRET"}}"#,
      #"{"type":"ERROR","object":{"kind":"Status","metadata":{},"metadata":{"continue":"SECRET"}}}"#,
      #"{"type":"ERROR","object":{"kind":"Status","message":"SECRET",}}"#,
      #"{"type":"ERROR","object":null}"#,
      // Tables.
      table("[]"), table("null"), table(#"{"SECRET":1}"#), table(#"["SECRET"]"#),
      table(#"[{"cells":["SECRET"]}]"#), table(#"[{"cells":["SECRET"],"object":null}]"#),
      table(#"[{"cells":["SECRET"],"object":{"name":"mine"}}]"#),
      table(#"[{"object":{"metadata":{"name":"mine"}}},{"object":{"metadata":{"name":"other"}}}]"#),
      table(#"[{"object":{"metadata":{"name":"mine"}}},"SECRET"]"#),
      table(#"[{"object":{"metadata":{"name":"mine"}}}]"#, #","rows":["SECRET"]"#),
      table(#"[{"object":{"metadata":{"name":"mine"}}}]"#, #","x":"SECRET""#),
      table(#"[{"object":{"metadata":{"name":"mine"}}}]"#, #","metadata":{"continue":"SECRET"}"#),
      table(#"[{"object":{"metadata":{"name":"mine"}}}]"#, #","columnDefinitions":["SECRET"]"#),
      table(#"[{"object":{"metadata":{"name":"mine"},"object":1},"object":{"x":"SECRET"}}]"#),
      #"{"type":"ADDED","object":{"kind":"Table","rows":[{"object":{"metadata":{"name":"mine"}}}],"x":"SECRET"}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","rows":[{"object":{"metadata":{"name":"mine"}}}]}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","rows":[{"object":{"metadata":{"name":"other"}}}]}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","metadata":{"continue":"SECRET"},"columnDefinitions":null,"rows":[{"object":{"metadata":{"name":"mine"}}}]}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","metadata":{"remainingItemCount":7},"columnDefinitions":null,"rows":[{"object":{"metadata":{"name":"mine"}}}]}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","columnDefinitions":{"x":"SECRET"},"rows":[{"object":{"metadata":{"name":"mine"}}}]}}"#,
      #"{"type":"ADDED","object":{"kind":"Table","columnDefinitions":[SECRET],"rows":[{"object":{"metadata":{"name":"other"}}}]}}"#,
      // What is no event at all.
      "null", "[]", "\"SECRET\"", "SECRET", "[\(mine)]", "\u{FEFF}\(mine)", "{}", "}", ",",
      "data: \(mine)", "\(mine),", "{\(mine)}", #"{"kind":"Status","message":"SECRET"}"#,
      "\(mine)\(mine)", "\(mine) \(mine)",
      String(repeating: #"{"type":"#, count: 200),
      #"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":"#
        + String(repeating: "[", count: 200),
    ])
  func `ends in an error, and no byte of the event is out`(_ event: String) {
    let first = Self.mine + "\n"
    for cuts in [[], Array(1..<(first.utf8.count + event.utf8.count))] {
      let stream = Array("\(first)\(event)\n\(Self.mine)\n".utf8)
      let watched = Watched(stream, cuts: cuts, labels: true) { $0.name == "mine" }
      #expect(watched.error != nil)
      #expect(!watched.text.contains("SECRET"))
      // An event that another follows without a line feed was whole itself.
      let isDoubled = event.hasPrefix(Self.mine)
      #expect(watched.text == (isDoubled ? first + first : first))
    }
  }

  @Test func `bytes that are not UTF-8 do not go out`() {
    for bad in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
      let event =
        Array(#"{"type":"ADDED","object":{"kind":"A","metadata":{"name":"mine"},"x":""#.utf8) + bad
        + Array("\"}}\n".utf8)
      let watched = Watched(event) { _ in true }
      #expect(watched.error?.reason == "not UTF-8")
      #expect(watched.bytes.isEmpty)
    }
  }

  @Test(arguments: ["{", #"{"type":"ADDED""#, #"{"type":"BOOKMARK","object":{}"#])
  func `a stream cannot end inside an event`(_ rest: String) {
    let watched = Watched("\(Self.mine)\n\(rest)", keeping: ["mine"])
    #expect(watched.error?.reason == "text ends early")
    #expect(watched.text == Self.mine + "\n")
  }

  @Test(arguments: ["", "\n", "\r\n\r\n", "  "])
  func `a stream of no events is a stream`(_ stream: String) {
    #expect(Watched(stream, keeping: ["mine"]) == Watched("", keeping: []))
    #expect(Watched(stream, keeping: ["mine"]).error == nil)
  }
}

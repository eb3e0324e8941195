import JSON
import Testing

@Suite struct ListPagesTests {
  private static func item(_ name: String) -> String { #"{"metadata":{"name":"\#(name)"}}"# }

  private static func page(_ metadata: String, _ names: String...) -> String {
    #"{"kind":"AList","apiVersion":"v1","metadata":{\#(metadata)},"items":["#
      + names.map(item).joined(separator: ",") + "]}\n"
  }

  @Test func `recorded pages become one list`() throws {
    let pages = try ["namespaces.list.page1.json", "namespaces.list.page2.json"].map {
      try fixture($0)
    }
    let values = try pages.map { try JSONValue(parsing: $0) }
    let items = values.flatMap { $0["items"]?.array ?? [] }
    let names = items.map { $0["metadata", "name"]?.string ?? "" }
    #expect(names.count == 4)
    for kept in names.map({ Set([$0]) }) + [[], Set(names)] {
      for token in ["", "sealed\"token"] {
        let merged = Pages(pages, token: token) { kept.contains($0.name) }
        #expect(merged.error == nil)
        #expect(merged.versions == ["353", "353"])
        #expect(merged.tokens == values.map { $0["metadata", "continue"]?.string })
        #expect(merged.kept == kept.count)
        #expect(merged.hidden == names.count - kept.count)
        var metadata: JSONValue = ["resourceVersion": "353"]
        if !token.isEmpty { metadata["continue"] = .string(token) }
        let expected: JSONValue = [
          "kind": "NamespaceList", "apiVersion": "v1",
          "items": .array(
            items.filter { kept.contains($0["metadata", "name"]?.string ?? "") }),
          "metadata": metadata,
        ]
        #expect(merged.bytes == expected.encoded())
      }
    }
  }

  @Test func `cuts at every byte give the same list`() throws {
    let pages = try ["namespaces.list.page1.json", "namespaces.list.page2.json"].map {
      try fixture($0)
    }
    let keep = { (item: ListItem) in item.name.hasPrefix("gas") }
    let whole = Pages(pages, keep: keep)
    #expect(whole.kept == 2)
    for cut in stride(from: 0, to: pages[0].count, by: 2) {
      #expect(Pages(pages, cuts: [cut], keep: keep) == whole)
    }
    #expect(Pages(pages, cuts: Array(1..<pages[0].count), keep: keep) == whole)
  }

  @Test func `a Table has the columns of its first page`() throws {
    let table = { (columns: String, name: String) in
      #"{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1","continue":"c"},"#
        + #""columnDefinitions":\#(columns),"rows":[{"cells":["\#(name)"],"object":\#(Self.item(name))}]}"#
    }
    let pages = [table("[1]", "a"), table("[2]", "b")].map { Array($0.utf8) }
    #expect(
      Pages(pages, strips: true, token: "t") { _ in true }.text
        == #"{"kind":"Table","apiVersion":"meta.k8s.io/v1","columnDefinitions":[1],"#
        + #""rows":[{"cells":["a"],"object":null},{"cells":["b"],"object":null}],"#
        + #""metadata":{"resourceVersion":"1","continue":"t"}}"#)
  }

  @Test(arguments: [
    ("", #"{"resourceVersion":"1","selfLink":"/x"}"#),
    ("t", #"{"resourceVersion":"1","continue":"t","selfLink":"/x"}"#),
  ])
  func `metadata is the first page's, with the token where one stood`(
    _ token: String, _ metadata: String
  ) {
    let first = #""resourceVersion":"1","continue":"SECRET","remainingItemCount":3,"selfLink":"/x""#
    let merged = Pages(
      Self.page(first, "a", "b"), Self.page(#""resourceVersion":"1","selfLink":"/y""#, "c"),
      token: token, keeping: ["a", "c"])
    #expect(
      merged.text
        == #"{"kind":"AList","apiVersion":"v1","items":["#
        + "\(Self.item("a")),\(Self.item("c"))" + #"],"metadata":"# + metadata + "}")
    #expect(merged.tokens == ["SECRET", ""])
  }

  @Test func `a token takes the place of an empty one, which else stays`() {
    let page = Self.page(#""continue":"","resourceVersion":"1""#, "a")
    let start = #"{"kind":"AList","apiVersion":"v1","items":[],"metadata":"#
    #expect(
      Pages(page, token: "t", keeping: []).text
        == start + #"{"continue":"t","resourceVersion":"1"}}"#)
    #expect(
      Pages(page, keeping: []).text == start + #"{"continue":"","resourceVersion":"1"}}"#)
  }

  @Test func `members keep their order, and those behind the items stay there`() {
    let page = { (name: String) in
      #" { "apiVersion" : "x/v1", "items" : [ \#(Self.item(name)) ], "kind" : "XList","#
        + #" "metadata" : {"continue":"c","resourceVersion":"1"} } "#
    }
    let merged = Pages(page("a"), page("b"), keeping: ["b"])
    #expect(
      merged.text
        == #"{"apiVersion":"x/v1","items":[ "# + Self.item("b")
        + #"],"kind":"XList","metadata":{"resourceVersion":"1"}}"#)
  }

  @Test func `a list without items is null when every page was`() {
    let page = { (items: String) in #"{"kind":"L","items":\#(items),"metadata":{}}"# }
    #expect(Pages(page("null"), keeping: []).text == #"{"kind":"L","items":null,"metadata":{}}"#)
    #expect(
      Pages(page("null"), page("[]"), keeping: []).text
        == #"{"kind":"L","items":[],"metadata":{}}"#)
    #expect(
      Pages(page("null"), page("[\(Self.item("a"))]"), keeping: ["a"]).text
        == #"{"kind":"L","items":["# + Self.item("a") + #"],"metadata":{}}"#)
    #expect(
      Pages(#"{"items":[]}"#, token: "t", keeping: []).text
        == #"{"items":[],"metadata":{"continue":"t"}}"#)
  }

  @Test(arguments: [
    // A page of another list.
    #"{"kind":"BList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["SECRET"]}"#,
    #"{"kind":"AList","apiVersion":"v2","metadata":{"resourceVersion":"1"},"items":["SECRET"]}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"2"},"items":["SECRET"]}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"rows":["SECRET"]}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[],"x":"SECRET"}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{},"items":[]}"#,
    #"{"kind":"AList","apiVersion":"v1","items":[]}"#,
    #"{"kind":"AList","metadata":{"resourceVersion":"1"},"items":[]}"#,
    #"{"metadata":{"resourceVersion":"1"},"items":[]}"#,
    #"{"kind":"Status","apiVersion":"v1","metadata":{"continue":"SECRET"},"code":410}"#,
    // No page.
    "", "null", "[]", #"{"kind":"AList""#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1","continue":1},"items":[]}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"x":"SECRET"}]}"#,
    #"{"kind":"AList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}{"SECRET":1}"#,
  ])
  func `ends in an error at a page that does not follow, and the list stays open`(_ page: String) {
    let first = Self.page(#""resourceVersion":"1","continue":"SECRET""#, "mine")
    let merged = Pages(first, page, keeping: ["mine"])
    #expect(merged.error != nil)
    #expect(
      merged.text == #"{"kind":"AList","apiVersion":"v1","items":["# + Self.item("mine"))
  }

  @Test func `no pages are no list`() {
    #expect(Pages([], keep: { _ in true }).error?.reason == "text ends early")
    var plain = ListFilter(readsLabels: false, maximumItemBytes: 100)
    var out: [UInt8] = []
    #expect(throws: JSONError.self) { try plain.endPage() }
    #expect(throws: JSONError.self) { try plain.finishPages(continueToken: "", into: &out) }
    #expect(out.isEmpty)
  }

  @Test func `a list cannot end inside a page, nor go on behind its end`() throws {
    var filter = ListFilter(readsLabels: false, isPaged: true, maximumItemBytes: 1000)
    var out: [UInt8] = []
    let page = Array(Self.page("", "a").utf8)
    try filter.feed(page, into: &out) { _ in true }
    _ = try filter.endPage()
    try filter.finishPages(continueToken: "", into: &out)
    let whole = out
    #expect(throws: JSONError.self) { try filter.feed(page, into: &out) { _ in true } }
    #expect(throws: JSONError.self) { try filter.finishPages(continueToken: "", into: &out) }
    #expect(out == whole)
  }
}

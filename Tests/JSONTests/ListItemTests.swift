import JSON
import Testing

@Suite struct ListItemTests {
  private func read(_ text: String) throws -> ListItem {
    try ListItem(object: Array(text.utf8))
  }

  @Test func `reads one recorded object`() throws {
    let item = try ListItem(object: try fixture("namespace.get.json"))
    #expect(item.name == "oil-production")
    #expect(item.uid.utf8.count == 36)
    #expect(item.labels["kubernetes.io/metadata.name"] == "oil-production")
  }

  @Test(arguments: [
    (#"{"metadata":{"name":"a"}}"#, ListItem(name: "a")),
    (
      #" {"x":{"metadata":{"name":"b"}},"metadata":{"uid":"u","name":"a"}} "#,
      ListItem(name: "a", uid: "u")
    ),
    (
      #"{"metadata":{"labels":{"k":"\u0076"},"name":"\u0061","uid":null}}"#,
      ListItem(name: "a", labels: ["k": "v"])
    ),
    (
      #"{"metadata":{"labels":null,"name":"a","annotations":{"n\u0061me":"b","name":"c"}}}"#,
      ListItem(name: "a")
    ),
    (#"{"spec":{"x":1,"x":2},"metadata":{"name":"é"}}"#, ListItem(name: "é")),
  ])
  func `reads name, uid and labels`(_ text: String, _ item: ListItem) throws {
    #expect(try read(text) == item)
  }

  @Test(arguments: [
    "", "{}", "[]", "null", #"{"metadata":null}"#, #"{"metadata":{}}"#,
    #"{"metadata":{"name":""}}"#,
    #"{"metadata":{"name":1}}"#, #"{"metadata":{"name":"a"}} x"#, #"{"metadata":{"name":"a"}"#,
    #"{"metadata":{"name":"a"},}"#, #"{"metadata":{"name":"a"},"metadata":{"name":"a"}}"#,
    #"{"metadata":{"name":"a","name":"a"}}"#, #"{"metadata":{"n\u0061me":"a"}}"#,
    #"{"metadata":{"name":"a"},"m\u0065tadata":{}}"#, #"{"metadata":{"name":"a","uid":1}}"#,
    #"{"metadata":{"name":"a","labels":{"a":1}}}"#, #"{"metadata":{"name":"a","labels":[]}}"#,
    #"{"items":[{"metadata":{"name":"a"}}]}"#, #"{"object":{"metadata":{"name":"a"}}}"#,
    #"{"metadata":[{"name":"a"}]}"#, #"{"metadata":{"name":"a"},"x":[1,]}"#,
  ])
  func `refuses what has no readable name or is no object`(_ text: String) {
    #expect(throws: JSONError.self) { try read(text) }
  }

  @Test func `refuses every beginning of an object`() throws {
    let bytes = try fixture("namespace.get.json").dropLast(while: { $0 == 0x0A })
    for count in bytes.indices {
      #expect(throws: JSONError.self) { try ListItem(object: Array(bytes[..<count])) }
    }
  }
}

extension [UInt8] {
  /// The bytes without those at the end that fit.
  fileprivate func dropLast(while fits: (UInt8) -> Bool) -> [UInt8] {
    var rest = self[...]
    while let last = rest.last, fits(last) { rest.removeLast() }
    return Array(rest)
  }
}

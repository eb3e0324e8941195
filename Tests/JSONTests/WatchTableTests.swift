import JSON
import Testing

/// Tables in a watch: their columns, and rows without objects.
@Suite struct WatchTableTests {
  private static let columns = #"[{"name":"Name","type":"string","priority":0}]"#

  private static func event(
    _ type: String, _ name: String?, columns: String = "null", object: String? = nil
  ) -> String {
    let metadata = name.map { #"{"name":"\#($0)","uid":"u"}"# } ?? #"{"resourceVersion":"9"}"#
    let object = object ?? #"{"kind":"PartialObjectMetadata","metadata":\#(metadata)}"#
    return #"{"type":"\#(type)","object":{"kind":"Table","apiVersion":"meta.k8s.io/v1","#
      + #""metadata":{"resourceVersion":"9"},"columnDefinitions":\#(columns),"#
      + #""rows":[{"cells":["\#(name ?? "")",1],"object":\#(object)}]}}"# + "\n"
  }

  @Test func `columns move to the first event that passes`() {
    let (a, b, c) = (
      Self.event("ADDED", "a"), Self.event("MODIFIED", "b"), Self.event("DELETED", "c")
    )
    let first = Self.event("ADDED", "a", columns: Self.columns)
    let stream = first + b + c + a
    #expect(Watched(stream, keeping: ["a"]).text == first + a)
    #expect(
      Watched(stream, keeping: ["b", "c"]).text
        == Self.event("MODIFIED", "b", columns: Self.columns) + c)
    #expect(
      Watched(stream, keeping: ["c"]).text == Self.event("DELETED", "c", columns: Self.columns))
    #expect(Watched(stream, keeping: []).text.isEmpty)
  }

  @Test func `columns move to a bookmark, and not a second time`() {
    let stream =
      Self.event("ADDED", "a", columns: Self.columns) + Self.event("BOOKMARK", nil)
      + Self.event("ADDED", "b")
    #expect(
      Watched(stream, keeping: ["b"]).text
        == Self.event("BOOKMARK", nil, columns: Self.columns) + Self.event("ADDED", "b"))
  }

  @Test func `columns do not move to an error`() {
    let error = #"{"type":"ERROR","object":{"kind":"Status","metadata":{},"code":410}}"# + "\n"
    let stream = Self.event("ADDED", "a", columns: Self.columns) + error
    #expect(Watched(stream, keeping: []).text == error)
  }

  @Test func `columns that another event brings anew are the newest`() {
    let newer = "[ ]"
    let stream =
      Self.event("ADDED", "a", columns: Self.columns) + Self.event("ADDED", "a", columns: newer)
      + Self.event("ADDED", "b")
    #expect(Watched(stream, keeping: ["b"]).text == Self.event("ADDED", "b", columns: newer))
  }

  @Test func `rows lose their objects as in the API server's own answer`() throws {
    let stream =
      Self.event("ADDED", "a", columns: Self.columns) + Self.event("MODIFIED", "b")
      + Self.event("BOOKMARK", nil)
    let expected =
      Self.event("MODIFIED", "b", columns: Self.columns, object: "null")
      + Self.event("BOOKMARK", nil, object: "null")
    #expect(Watched(stream, strips: true, keeping: ["b"]).text == expected)
    // The members of a Table in another order.
    let turned =
      #"{"object":{"rows":[{"object":{"metadata":{"name":"b"}},"cells":[]}],"columnDefinitions":null,"kind":"Table"},"type":"ADDED"}"#
    #expect(
      Watched(Self.event("ADDED", "a", columns: "[1]") + turned, strips: true, keeping: ["b"]).text
        == #"{"object":{"rows":[{"object":null,"cells":[]}],"columnDefinitions":[1],"kind":"Table"},"type":"ADDED"}"#
        + "\n")
  }

  @Test func `the bookmark that ends the initial events keeps its object`() {
    let end = Self.event(
      "BOOKMARK", nil,
      object: #"{"metadata":{"annotations":{"k8s.io/initial-events-end":"true"}}}"#)
    #expect(Watched(end, strips: true, keeping: []).text == end)
    let other = Self.event(
      "BOOKMARK", nil,
      object: #"{"metadata":{"annotations":{"k8s.io/initial-events-end":"false"}}}"#)
    #expect(
      Watched(other, strips: true, keeping: []).text == Self.event("BOOKMARK", nil, object: "null"))
  }

  @Test func `objects that are no Table keep everything`() throws {
    let stream = try fixture("watch.namespaces.json")
    #expect(Watched(stream, strips: true) { _ in true }.bytes == stream)
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Proxy

@Suite struct `Pages of a list in protobuf` {
  /// What came of filtering pages.
  private struct Result: Equatable {
    var output: [UInt8] = []
    var metadata: [PageMetadata] = []
    var error: String?
    var kept = 0
  }

  private static func filter(
    _ pages: [[UInt8]], continueToken: String = "", maximumHeld: Int = 1 << 20,
    cuts: (Int) -> [Int] = { _ in [] }, keep: (ListItem) -> Bool
  ) -> Result {
    let filter = ProtobufAnswer.paged(readsLabels: true, maximumHeld: maximumHeld)
    var result = Result()
    do throws(FilterError) {
      for page in pages {
        var start = 0
        for cut in cuts(page.count) + [page.count] {
          try Array(page[start..<cut]).withRawSpan { (bytes) throws(FilterError) in
            try filter.push(bytes, into: &result.output, keep: keep)
          }
          start = cut
        }
        result.metadata.append(try filter.endPage())
      }
      try filter.finish(continueToken: continueToken, into: &result.output)
    } catch { result.error = error.description }
    result.kept = filter.keptItems
    return result
  }

  private static func list(
    _ names: [String], kind: String = "PodList", token: String = "", remaining: Int = 0
  ) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1) {
      $0.string(1, "")
      $0.string(2, "77")
      $0.string(3, token)
      if remaining > 0 { $0.integer(4, remaining) }
    }
    for name in names {
      writer.message(2) { $0.message(1) { $0.string(1, name) } }
    }
    return ProtobufEnvelope(apiVersion: "v1", kind: kind, raw: writer.bytes).wrapped()
  }

  @Test func `become one list with the token it is given`() {
    let pages = [
      Self.list(["a", "b"], token: "t1", remaining: 3), Self.list([], token: "t2", remaining: 3),
      Self.list(["c", "d", "e"]),
    ]
    let keep = { (item: ListItem) in item.name != "b" && item.name != "d" }
    let one = Self.filter(pages, continueToken: "sealed", keep: keep)
    #expect(one.error == nil && one.kept == 3)
    #expect(one.output == Self.list(["a", "c", "e"], token: "sealed"))
    #expect(
      one.metadata
        == ["t1", "t2", ""].map { PageMetadata(resourceVersion: "77", continueToken: $0) })
    #expect(Self.filter(pages, keep: keep).output == Self.list(["a", "c", "e"]))
    let bytewise = Self.filter(pages, cuts: { Array(1..<$0) }, keep: keep)
    #expect(bytewise.output == Self.list(["a", "c", "e"]))
  }

  @Test func `of which one is random come out as each on its own`() {
    var random = RandomProtobuf(seed: 10)
    for _ in 0..<100 {
      let list = random.list(continueToken: "next")
      let result = Self.filter([list.whole], continueToken: "next") {
        list.kept.contains($0.name)
      }
      #expect(result.output == list.filtered)
      #expect(result.metadata.first?.continueToken == "next")
      if result.output != list.filtered { return }
    }
  }

  @Test(
    arguments: [
      ([], "list ends early"), ([[]], "list ends early"),
      ([list([]), list([], kind: "NodeList")], "page of another list"),
      ([list(["a"]), Array(list(["b"]).dropLast(5))], "list ends early"),
      ([list(["a"]) + [0x22, 0]], "field that no list has there"),
    ] as [([[UInt8]], String)])
  func `are refused`(_ pages: [[UInt8]], _ error: String) {
    let result = Self.filter(pages) { _ in true }
    #expect(result.error == error)
    #expect(result.output.isEmpty)
  }

  @Test func `hold no more than they may together`() {
    let pages = [Self.list(["a"]), Self.list(["b"]), Self.list(["c"])]
    #expect(Self.filter(pages, maximumHeld: 14) { _ in true }.error != nil)
    #expect(Self.filter(pages, maximumHeld: 14) { $0.name != "b" }.error == nil)
    #expect(Self.filter(pages, maximumHeld: 21) { _ in true }.error == nil)
  }
}

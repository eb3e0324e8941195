import JSON
import KubernetesAPI
import TestSupport
import Testing

@testable import Proxy

/// A list that an API server serves in pages: objects by their names, the newest version last.
private struct PagedList {
  /// Names that it has, in order; another list for each version.
  var names: [String]
  /// How many requests were answered, and the most objects in one answer.
  private(set) var requests = 0
  private(set) var largest = 0

  init(_ names: some Sequence<String>) {
    self.names = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Answers as the API server does: a token is the name after which the next page begins.
  mutating func answer(_ query: Query) -> (names: [String], page: PageMetadata)? {
    requests += 1
    let after = query[first: "continue"]
    if after != nil {
      guard query[first: "resourceVersion"] == nil, query[first: "resourceVersionMatch"] == nil
      else { return nil }
    } else if let version = query[first: "resourceVersion"] {
      guard version == "7", query[first: "resourceVersionMatch"] == "Exact" else { return nil }
    }
    let rest = names.filter { name in
      after.map { $0.utf8.lexicographicallyPrecedes(name.utf8) } ?? true
    }
    let limit = query[first: "limit"].flatMap { Int($0) } ?? rest.count
    let shown = Array(rest.prefix(limit))
    largest = max(largest, shown.count)
    let token = shown.count < rest.count ? shown.last ?? "" : ""
    return (shown, PageMetadata(resourceVersion: "7", continueToken: token))
  }
}

@Suite struct `A list in pages` {
  /// What one client got.
  private struct Seen {
    /// The names, an answer each.
    var answers: [[String]] = []
    /// The upstream's pages that each answer cost.
    var costs: [Int] = []

    var names: [String] { answers.flatMap(\.self) }
  }

  private struct Refused: Error {}

  /// Lists all of it as a client does that follows the tokens.
  private static func list(
    _ list: inout PagedList, limit: Int?, of selected: Set<String>, query: String = ""
  ) throws -> Seen {
    var seen = Seen()
    var position: PageToken?
    repeat {
      var walk = PageWalk(limit: limit, from: position)
      var names: [String] = []
      let before = list.requests
      position = nil
      pages: while true {
        guard let (page, metadata) = list.answer(walk.query(Query(parsing: query))) else {
          throw Refused()
        }
        for name in page
        where walk.takes(ListItem(name: name), isSelected: { selected.contains($0.name) }) {
          names.append(name)
        }
        switch walk.end(metadata) {
        case .page: continue
        case .end(let token):
          position = token
          break pages
        }
      }
      seen.answers.append(names)
      seen.costs.append(list.requests - before)
      // Whatever follows, a client that asks for ever is a mistake of the walk.
      guard seen.answers.count < 20_000 else { throw Refused() }
    } while position != nil
    return seen
  }

  private static func names(_ count: Int) -> [String] { (0..<count).map { "n\(1_000_000 + $0)" } }

  @Test(arguments: 0..<60)
  func `is the list without pages, whatever is selected and whatever the limit`(_ seed: Int) throws
  {
    var random = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("ab-.0")
    let all = Set(
      (0..<Int.random(in: 0...2200, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 1...8, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? "a"
          })
      })
    let share: Double = [0, 0.001, 0.02, 0.3, 1].randomElement(using: &random) ?? 0
    let selected = all.filter { _ in Double.random(in: 0..<1, using: &random) < share }
    let limit = [1, 2, 3, 10, 499, 500, 501, 3000].randomElement(using: &random) ?? 1
    var list = PagedList(all)
    let seen = try Self.list(&list, limit: limit, of: selected)
    #expect(seen.names == list.names.filter(selected.contains))
    #expect(seen.answers.allSatisfy { $0.count <= limit })
    #expect(list.largest < max(limit, 1) + PageWalk.leastLimit)
    // Each answer but the last is full or ends with a page that had nothing.
    for (names, cost) in zip(seen.answers, seen.costs) {
      #expect(cost <= names.count + 1)
    }
  }

  @Test(arguments: [nil, 0, -1] as [Int?])
  func `is one answer without a limit`(_ limit: Int?) throws {
    var list = PagedList(Self.names(1200))
    let seen = try Self.list(&list, limit: limit, of: ["n1000001", "n1001199"])
    #expect(seen.answers == [["n1000001", "n1001199"]])
    #expect(list.requests == 1)
  }

  @Test func `costs a page of 500 an answer where a client asks for one at a time`() throws {
    let all = Self.names(10_000)
    var list = PagedList(all)
    let selected = Set([all[7], all[499], all[500], all[9_999]])
    let seen = try Self.list(&list, limit: 1, of: selected)
    #expect(seen.names == selected.sorted())
    #expect(seen.costs.allSatisfy { $0 == 1 })
    #expect(list.largest == 500)
    // Twenty pages, and the first of them twice: it has two of the items.
    #expect(list.requests == 21)
  }

  @Test func `is filled up from the pages that follow while they have something`() throws {
    let all = Self.names(2_000)
    var list = PagedList(all)
    let selected = Set((0..<4).flatMap { page in all[(500 * page)..<(500 * page + 100)] })
    let seen = try Self.list(&list, limit: 500, of: selected)
    #expect(seen.answers.map(\.count) == [400])
    #expect(list.requests == 4)
  }

  @Test func `has no token when nothing of it is left`() throws {
    var list = PagedList(["a", "b", "c"])
    let seen = try Self.list(&list, limit: 2, of: ["a", "b"])
    #expect(seen.answers == [["a", "b"]])
    #expect(list.requests == 1)
  }

  @Test func `is read again at its own version`() throws {
    var walk = PageWalk(
      limit: 2, from: PageToken(resourceVersion: "7", upstreamToken: "", lastName: "b"))
    #expect(
      walk.query(Query(parsing: "resourceVersion=0&labelSelector=a%3Db&limit=1")).encoded()
        == "labelSelector=a%3Db&limit=500&resourceVersion=7&resourceVersionMatch=Exact")
    #expect(!walk.takes(ListItem(name: "a")) { _ in true })
    #expect(!walk.takes(ListItem(name: "b")) { _ in true })
    #expect(walk.takes(ListItem(name: "b-1")) { _ in true })
  }

  @Test func `goes on where the last name is gone`() {
    var walk = PageWalk(
      limit: 2, from: PageToken(resourceVersion: "", upstreamToken: "", lastName: "b"))
    #expect(walk.query(Query()).encoded() == "limit=500")
    #expect(!walk.takes(ListItem(name: "a")) { _ in true })
    #expect(walk.takes(ListItem(name: "c")) { _ in true })
    // Nothing is skipped any more, in whatever order it comes.
    #expect(walk.takes(ListItem(name: "b")) { _ in true })
  }

  /// A client that chose the number exactly could count what is hidden.
  @Test(
    arguments: [
      (1, "500"), (500, "500"), (501, "1000"), (100_000, "10000"), (Int.max, "10000"),
    ])
  func `asks the upstream for steps of 500`(_ limit: Int, _ asked: String) {
    let query = PageWalk(limit: limit).query(Query(parsing: "limit=3&continue=x&a=b"))
    #expect(query[first: "limit"] == asked)
    #expect(query[first: "continue"] == nil)
    #expect(query[first: "a"] == "b")
  }

  @Test func `takes the upstream's token without a version beside it`() {
    let walk = PageWalk(
      limit: nil, from: PageToken(resourceVersion: "7", upstreamToken: "t+", lastName: "b"))
    #expect(
      walk.query(Query(parsing: "resourceVersion=0&resourceVersionMatch=NotOlderThan")).encoded()
        == "continue=t%2B")
  }

  @Test func `of an upstream without limits comes in pages all the same`() {
    var walk = PageWalk(limit: 2)
    let taken = ["a", "b", "c"].filter { walk.takes(ListItem(name: $0)) { _ in true } }
    #expect(taken == ["a", "b"])
    #expect(
      walk.end(PageMetadata(resourceVersion: "", continueToken: ""))
        == .end(PageToken(resourceVersion: "", upstreamToken: "", lastName: "b")))
  }
}

import JSON
import Kubernetes
import Testing
import Wire

@testable import Controllers

/// What should become of an account in a namespace.
@Suite struct `Plans of grants` {
  private typealias Objects = DispatchObjects

  @Test func `the eldest that stays counts`() throws {
    let plan = GrantPlan([
      try Objects.owned("a", "7", "n", age: 1), try Objects.owned("b", "7", "n", age: 2),
      try Objects.owned("c", "7", "n", age: 3, isLeaving: true),
    ])
    #expect(plan.leader?.object.key.name == "b")
    #expect(plan.leaving.map(\.object.key.name) == ["c"])
  }

  @Test func `who gives the same has what the eldest has, who gives another conflicts`() throws {
    let elder = try Objects.owned("a", "7", "n", age: 3)
    let same = try Objects.owned("b", "7", "n", age: 2, more: ["clusterRole": "edit"])
    let other = try Objects.owned("c", "7", "n", age: 1, more: ["clusterRole": "view"])
    let limited = try Objects.owned("d", "7", "n", more: ["quota": ["pods": 1]])
    let plan = GrantPlan([limited, other, same, elder])
    let verdict = Verdict(.granted, "so")
    #expect(plan.verdict(on: elder, leader: verdict) == verdict)
    #expect(plan.verdict(on: same, leader: verdict) == verdict)
    #expect(plan.verdict(on: other, leader: verdict).reason == .conflict)
    #expect(plan.verdict(on: limited, leader: verdict).reason == .conflict)
    #expect(plan.verdict(on: other, leader: verdict).message.contains("OwnedNamespace a"))
  }

  @Test func `one that says no owner gives nothing`() throws {
    let plan = GrantPlan([try Objects.owned("a", "", "n")])
    #expect(plan.leader == nil)
  }

  @Test(arguments: [
    ("123456", "test-namespace-2", "123456-test-namespace-2"), ("john.doe", "n", "john.doe-n"),
  ])
  func `names are the user's and the namespace's`(user: String, namespace: String, name: String) {
    #expect(GrantName.candidates(user, namespace).first == name)
    #expect(GrantName.candidates(user, namespace).count == 2)
  }

  @Test func `names of two pairs never meet`() {
    let (one, other) = (GrantName.candidates("a-b", "c"), GrantName.candidates("a", "b-c"))
    #expect(one[0] == other[0] && one[1] != other[1])
    for user in ["ada@example.com", "Ada", "-", String(repeating: "a", count: 255)] {
      let names = GrantName.candidates(user, "n")
      #expect(names.count == 1 && StableName.isDNSLabel(names[0]))
    }
  }

  @Test func `a Secret of a token has five letters of its own`() {
    let name = GrantName.tokenSecret(of: "123456")
    #expect(name.hasPrefix("123456-token-"))
    #expect(name.dropFirst("123456-token-".count).allSatisfy { ("a"..."z").contains($0) })
    #expect(name.count == "123456-token-".count + 5)
    #expect(name == GrantName.tokenSecret(of: "123456"))
    #expect(name.suffix(5) != GrantName.tokenSecret(of: "123457").suffix(5))
  }

  @Test func `either mark says for whom it was made`() throws {
    let none = try Objects.owned("a", "7", "n", isDerived: false)
    #expect(!none.isDerived)
    var json = none.object.json
    json["metadata"]?["annotations"] = ["bailiwick.dev/user-id": "7"]
    #expect(OwnedNamespace(try APIObject(json: json)).isDerived)
    #expect(try Objects.owned("a", "7", "n").isDerived)
  }
}

/// What conditions say, and the page that says what helps.
@Suite struct `Reasons of Dispatch` {
  @Test func `are all on the page`() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let page = try FileContents.read("/\(root)/Sources/bailiwick/Bailiwick.docc/Dispatch.md")
    let text = String(decoding: page, as: UTF8.self)
    for reason in DispatchReason.allCases {
      #expect(text.contains("\n| `\(reason.rawValue)` |"), "\(reason)")
    }
  }

  @Test func `that are as they were are no news`() throws {
    let owned = try DispatchObjects.owned("a", "7", "n", reason: .granted)
    #expect(!Verdict(.granted, "another sentence").isNews(to: owned.object))
    #expect(Verdict(.conflict, "so").isNews(to: owned.object))
    let fresh = try DispatchObjects.owned("a", "7", "n").object
    #expect(Verdict(.granted, "so").isNews(to: fresh))
    #expect(!Verdict.pending.isNews(to: fresh))
  }
}

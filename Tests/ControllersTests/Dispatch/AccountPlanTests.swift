import JSON
import Kubernetes
import Testing

@testable import Controllers

/// What an account should have.
@Suite struct `Plans of accounts` {
  private typealias Objects = DispatchObjects

  private func plan(
    _ users: [DispatchUser], _ owned: [OwnedNamespace] = [], obstacle: Verdict? = nil,
    taken: Set<String> = []
  ) -> AccountPlan {
    AccountPlan(account: "7", users: users, owned: owned, obstacle: obstacle) { name in
      !taken.contains(name) && !owned.contains { $0.object.key.name == name }
    }
  }

  private func names(_ plan: AccountPlan) -> [String] { plan.wanted.map(\.name) }

  @Test func `each namespace of the list is wanted once`() throws {
    let plan = plan([try Objects.user("u", "7", ["b", "a", "b"])])
    #expect(names(plan) == ["7-a", "7-b"])
    #expect(
      plan.wanted.map(\.spec) == [
        ["ownerID": "7", "namespace": "a"], ["ownerID": "7", "namespace": "b"],
      ])
    #expect(plan.surplus.isEmpty)
    #expect(plan.isWanted)
  }

  @Test func `what is not asked for any more is surplus, and what somebody wrote is not`() throws {
    let owned = [
      try Objects.owned("7-a", "7", "a"), try Objects.owned("7-b", "7", "b"),
      try Objects.owned("by-hand", "7", "c", isDerived: false),
    ]
    let plan = plan([try Objects.user("u", "7", ["a"])], owned)
    #expect(plan.surplus.map(\.object.key.name) == ["7-b"])
    #expect(plan.wanted.map(\.current?.object.key.name) == ["7-a"])
  }

  @Test func `without a user everything is surplus`() throws {
    let owned = [try Objects.owned("7-a", "7", "a")]
    for users in [[], [try Objects.user("u", "7", ["a"], isLeaving: true)]] {
      let plan = plan(users, owned)
      #expect(!plan.isWanted)
      #expect(plan.surplus.count == 1)
    }
  }

  @Test func `a leaving user leaves what another lists`() throws {
    let owned = [try Objects.owned("7-a", "7", "a"), try Objects.owned("7-b", "7", "b")]
    let plan = plan(
      [
        try Objects.user("u", "7", ["a", "b"], age: 2, isLeaving: true),
        try Objects.user("v", "7", ["b"], age: 1),
      ], owned)
    #expect(plan.surplus.map(\.namespace) == ["a"])
    #expect(plan.users.map(\.name) == ["v"])
  }

  @Test func `users of one id have the union, by the word of the eldest`() throws {
    let elder = try Objects.user("z", "7", ["a"], age: 9, more: ["clusterRole": "view"])
    let younger = try Objects.user("y", "7", ["a", "b"], age: 1, more: ["tokenSecret": true])
    for users in [[elder, younger], [younger, elder]] {
      let plan = plan(users)
      #expect(plan.wanted.map { $0.spec["clusterRole"] } == ["view", nil])
      #expect(names(plan) == ["7-a", "7-b"])
      #expect(plan.wantsTokenSecret)
      #expect(plan.status(of: younger).verdict.reason == .conflict)
      #expect(plan.status(of: younger).verdict.message.contains("DispatchUser z"))
      #expect(plan.status(of: elder).verdict.reason == .pending)
    }
  }

  @Test func `of two of one second the name decides`() throws {
    let plan = plan([try Objects.user("b", "7"), try Objects.user("a", "7")])
    #expect(plan.users.map(\.name) == ["a", "b"])
  }

  @Test func `another id with the same account has nothing`() throws {
    let other = try Objects.user("o", "8", ["x"], age: 1)
    let plan = plan([other, try Objects.user("u", "7", ["a"], age: 2)])
    #expect(names(plan) == ["7-a"])
    #expect(plan.status(of: other).namespaces == [])
    #expect(plan.status(of: other).verdict.reason == .conflict)
    #expect(!plan.hasAccount(other))
  }

  @Test func `where the plain name is somebody else's there is a hashed one`() throws {
    let plan = plan([try Objects.user("u", "7", ["a"])], taken: ["7-a"])
    let name = try #require(names(plan).first)
    #expect(name.hasPrefix("7-a-") && name.count == "7-a-".count + 10)
    // It stays when the plain name is free again.
    let kept = self.plan(
      [try Objects.user("u", "7", ["a"])], [try Objects.owned(name, "7", "a")])
    #expect(names(kept) == [name])
    let none = self.plan([try Objects.user("u", "7", ["a"])], taken: ["7-a", name])
    #expect(none.wanted.map(\.isNameTaken) == [true])
  }

  @Test func `of two for one namespace the better name stays`() throws {
    let hashed = try #require(GrantName.candidates("7", "a").last)
    let owned = [try Objects.owned(hashed, "7", "a"), try Objects.owned("7-a", "7", "a")]
    let plan = plan([try Objects.user("u", "7", ["a"])], owned)
    #expect(plan.wanted.map(\.current?.object.key.name) == ["7-a"])
    #expect(plan.surplus.map(\.object.key.name) == [hashed])
  }

  @Test func `an obstacle takes everything away, and is what the user is told`() throws {
    let user = try Objects.user("u", "7", ["a"], more: ["tokenSecret": true])
    let plan = plan(
      [user], [try Objects.owned("7-a", "7", "a")], obstacle: Verdict(.accountTaken, "so"))
    #expect(plan.wanted.isEmpty && plan.surplus.count == 1 && !plan.wantsTokenSecret)
    #expect(plan.status(of: user).verdict == Verdict(.accountTaken, "so"))
    #expect(!plan.hasAccount(user))
  }

  @Test(
    arguments: [
      ([.granted, .granted], .granted, ["a", "b"]), ([.granted, nil], .pending, ["a"]),
      ([nil, .namespaceTaken], .namespaceTaken, []),
      ([.roleForbidden, .namespaceForbidden], .roleForbidden, []),
    ] as [([DispatchReason?], DispatchReason, [String])])
  func `a user is ready when all is`(
    reasons: [DispatchReason?], reason: DispatchReason, granted: [String]
  ) throws {
    let user = try Objects.user("u", "7", ["a", "b"])
    let owned = [
      try Objects.owned("7-a", "7", "a", reason: reasons[0]),
      try Objects.owned("7-b", "7", "b", reason: reasons[1]),
    ]
    let status = plan([user], owned).status(of: user)
    #expect(status.verdict.reason == reason)
    #expect(status.namespaces == granted)
    #expect(status.verdict.condition.isTrue == (reason == .granted))
  }

  @Test func `what was found of an older spec does not count`() throws {
    let user = try Objects.user("u", "7", ["a"], more: ["clusterRole": "view"])
    let owned = try Objects.owned("7-a", "7", "a", reason: .granted)
    #expect(plan([user], [owned]).status(of: user).verdict.reason == .pending)
  }

  @Test func `a user without an id is told so`() throws {
    let user = try Objects.user("u", "")
    let plan = AccountPlan(account: "", users: [user], owned: []) { _ in true }
    #expect(!plan.isWanted)
    #expect(plan.status(of: user).verdict.reason == .invalid)
  }
}

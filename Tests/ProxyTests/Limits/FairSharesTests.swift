import TestSupport
import Testing

@testable import Proxy

struct FairSharesTests {
  /// Takes one for each of the users in turn until nobody gets any more.
  private func filled(_ users: [String], of limit: Int, perUser: Int = .max) -> FairShares {
    var shares = FairShares(limit: limit, limitPerUser: perUser)
    var waiting = users
    while !waiting.isEmpty { waiting.removeAll { shares.take(by: $0) != nil } }
    return shares
  }

  @Test(arguments: [
    (["a"], 600, [400]), (["a", "b"], 600, [240, 240]), (["a", "b", "c"], 700, [200, 200, 200]),
    (["a"], 1, [1]), (["a", "b"], 1, [1, 0]), (["a"], 2, [2]), (["a"], 0, [0]),
  ])
  func `a user gets twice as much as is left`(_ users: [String], _ limit: Int, _ parts: [Int]) {
    let shares = filled(users, of: limit)
    #expect(users.map { shares.part(of: $0) } == parts)
    #expect(shares.used == parts.reduce(0, +))
  }

  @Test func `whoever has nothing is let in while there is anything left`() {
    var shares = filled((1...9).map { "greedy \($0)" }, of: 600)
    let left = 600 - shares.used
    #expect(left > 0)
    for number in 0..<left { #expect(shares.take(by: "modest \(number)") == nil) }
    #expect(shares.take(by: "late") == .ofAll)
    #expect(shares.take(by: "greedy 1") == .ofAll)
    // One place is free again: it is not for those who have much.
    shares.give(by: "greedy 2")
    #expect(shares.take(by: "greedy 1") == .ofUser)
    #expect(shares.take(by: "late") == nil)
  }

  @Test func `nobody gets more than one may have`() {
    let shares = filled(["a", "b"], of: 600, perUser: 7)
    #expect(shares.part(of: "a") == 7 && shares.part(of: "b") == 7)
  }

  @Test func `amounts count`() {
    var shares = FairShares(limit: 100)
    #expect(shares.take(101, by: "a") == .ofAll)
    #expect(shares.take(60, by: "a") == nil)
    #expect(shares.take(25, by: "a") == .ofUser)
    #expect(shares.take(40, by: "b") == nil)
    shares.give(60, by: "a")
    #expect(shares.used == 40 && shares.part(of: "a") == 0)
  }

  @Test func `nothing is remembered of who has nothing`() {
    var shares = FairShares(limit: 3)
    for number in 0..<10_000 {
      _ = shares.take(by: "user \(number)")
      if number % 3 == 2 { for past in number - 2...number { shares.give(by: "user \(past)") } }
    }
    #expect(shares.users <= 3)
    var full = FairShares(limit: 1)
    _ = full.take(by: "a")
    for number in 0..<100 { #expect(full.take(by: "user \(number)") == .ofAll) }
    #expect(full.users == 1)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `what is taken and given back is counted`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var shares = FairShares(limit: 50, limitPerUser: 20)
    var model: [String: Int] = [:]
    for _ in 0..<2_000 {
      let user = "user \(UInt64.random(in: 0..<6, using: &random))"
      let amount = Int.random(in: 1...5, using: &random)
      if Bool.random(using: &random) {
        if shares.take(amount, by: user) == nil { model[user, default: 0] += amount }
      } else if let part = model[user], part >= amount {
        shares.give(amount, by: user)
        model[user] = part == amount ? nil : part - amount
      }
      #expect(shares.used == model.values.reduce(0, +))
      #expect(shares.used <= 50 && shares.users == model.count)
      #expect(model.allSatisfy { shares.part(of: $0.key) == $0.value && $0.value <= 20 })
    }
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Proxy

struct BufferBudgetTests {
  private static let step = 64 * 1024

  private static func lease(_ user: String, of budget: BufferBudget) -> BufferLease {
    let lease = BufferLease(of: budget)
    lease.user = user
    return lease
  }

  @Test func `bytes are taken in steps and given back at the end`() {
    let budget = BufferBudget(limit: 10 * Self.step)
    let lease = Self.lease("alice", of: budget)
    #expect(lease.hold(1) && budget.used == Self.step)
    #expect(lease.hold(Self.step - 1) && budget.used == Self.step)
    #expect(lease.hold(1) && budget.used == 2 * Self.step)
    lease.drop(Self.step)
    #expect(lease.hold(2 * Self.step - 1) && budget.used == 2 * Self.step)
    lease.release()
    #expect(budget.used == 0 && lease.held == 0)
  }

  @Test func `a lease that goes away gives everything back`() {
    let budget = BufferBudget(limit: 10 * Self.step)
    do {
      let lease = Self.lease("alice", of: budget)
      #expect(lease.hold(3 * Self.step) && budget.used == 3 * Self.step)
    }
    #expect(budget.used == 0)
  }

  @Test func `all requests together hold no more than there is, and one user not all`() {
    let budget = BufferBudget(limit: 9 * Self.step)
    let mine = (0..<9).map { _ in Self.lease("alice", of: budget) }
    let held = mine.filter { $0.hold(Self.step) }.count
    #expect(held == 6)
    let other = Self.lease("bob", of: budget)
    #expect(other.hold(Self.step))
    #expect(!other.hold(3 * Self.step))
    #expect(budget.used == 7 * Self.step)
    mine.forEach { $0.release() }
    #expect(other.hold(3 * Self.step))
  }

  @Test func `a list in protobuf that gets no memory says so and gives none out`() throws {
    let budget = BufferBudget(limit: Self.step)
    let lease = Self.lease("alice", of: budget)
    #expect(lease.hold(Self.step))
    let bytes = try Fixture.bytes("namespaces.list.pb")
    let filter = ProtobufListAnswer(readsLabels: false, maximumHeld: 64 << 20, lease: lease)
    var output: [UInt8] = []
    let error = #expect(throws: FilterError.self) {
      try bytes.withRawSpan { (span) throws(FilterError) in
        try filter.push(span, into: &output) { _ in true }
      }
    }
    #expect(error?.isCrowded == true && output.isEmpty)
    let told = try #require(error.map { ExchangeError($0).status } ?? nil)
    #expect(told.code == 503 && told.details?.retryAfterSeconds == 1)
  }

  // MARK: What watches remember

  private static func item(_ name: String, isDeleted: Bool = false) -> ListItem {
    var item = ListItem(name: name, uid: "uid")
    item.isDeleted = isDeleted
    return item
  }

  @Test func `a watch forgets what is deleted`() {
    let lease = Self.lease("alice", of: BufferBudget(limit: 4 * Self.step))
    let verdicts = LabelVerdicts(lease)
    for round in 0..<10_000 {
      verdicts.note(Self.item("pod \(round)"), true)
      if round > 0 { verdicts.note(Self.item("pod \(round - 1)", isDeleted: true), true) }
    }
    #expect(verdicts.count == 1 && lease.held < 1_000)
    #expect(!verdicts.hasTurned && !verdicts.isCrowded)
  }

  @Test func `an object that is deleted as another's turns the watch`() {
    let verdicts = LabelVerdicts(Self.lease("alice", of: BufferBudget(limit: 4 * Self.step)))
    verdicts.note(Self.item("a"), true)
    verdicts.note(Self.item("a", isDeleted: true), false)
    #expect(verdicts.hasTurned && !verdicts.isCrowded)
  }

  @Test func `a watch that can remember no more has turned`() {
    let verdicts = LabelVerdicts(Self.lease("alice", of: BufferBudget(limit: 3 * Self.step)))
    for number in 0..<2_000 { verdicts.note(Self.item("node \(number)"), true) }
    #expect(verdicts.hasTurned && verdicts.isCrowded)
    #expect(verdicts.count < 2_000)
  }
}

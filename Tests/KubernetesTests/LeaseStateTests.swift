import JSON
import Kubernetes
import Testing
import Wire

struct LeaseStateTests {
  private static let time = Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789)
  private static let text = "2023-11-14T22:13:20.123456Z"

  private func fresh(_ identity: String = "me") -> LeaseState {
    LeaseState(Lease.key, identity: identity)
  }

  /// A state that leads since 0 s, with version 1 of the Lease.
  private func leading() -> LeaseState {
    var state = fresh()
    _ = state.step(at: 0)
    state.found(nil, now: .zero)
    _ = state.step(at: 0)
    state.written(Lease.of("me"), now: .zero)
    return state
  }

  @Test func `creates the Lease where there is none, and leads`() {
    var state = fresh()
    #expect(state.step(at: 5) == .read)
    state.found(nil, now: .seconds(6))
    guard case .create(let lease) = state.next(now: .seconds(7), time: Self.time, spread: 0) else {
      Issue.record("nothing is created")
      return
    }
    #expect(
      lease.object == [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": [
          "name": "leader", "namespace": "bailiwick",
          "labels": ["app.kubernetes.io/managed-by": "bailiwick"],
        ],
        "spec": [
          "holderIdentity": "me", "leaseDurationSeconds": 15, "acquireTime": .string(Self.text),
          "renewTime": .string(Self.text), "leaseTransitions": 0,
        ],
      ])
    #expect(!state.isHeld(at: .seconds(7)))
    state.written(lease.versioned(1), now: .seconds(9))
    // Ten seconds from when it asked, and not from when it was answered.
    #expect(state.isHeld(at: .milliseconds(16_999)))
    #expect(!state.isHeld(at: .seconds(17)))
  }

  @Test(arguments: [nil, ""])
  func `takes a lease that nobody holds at once`(_ holder: String?) {
    var state = fresh()
    _ = state.step(at: 0)
    state.found(.of(holder, version: 4, seconds: 1, transitions: 6), now: .zero)
    let lease = state.written(at: 0)
    #expect(lease?.holder == "me" && lease?.resourceVersion == "4" && lease?.transitions == 7)
    #expect(lease?.duration == .seconds(15))
  }

  @Test func `takes another's lease when it was seen unchanged for as long as it lasts`() {
    var state = fresh()
    var reads = 0
    for now in [0, 3, 9, 14] {
      #expect(state.step(at: now) == .read)
      state.found(.of("other", version: 4, transitions: 1), now: .seconds(now))
      guard case .wait = state.step(at: now) else {
        Issue.record("takes the lease at \(now) s")
        return
      }
      reads += 1
    }
    #expect(state.step(at: 15) == .read)
    state.found(.of("other", version: 4, transitions: 1), now: .seconds(15))
    let lease = state.written(at: 15)
    #expect(lease?.holder == "me" && lease?.resourceVersion == "4" && lease?.transitions == 2)
    #expect(lease?.acquireTime == lease?.renewTime)
    #expect(reads == 4)
  }

  @Test(arguments: [
    Lease.of("other", version: 5), .of("third", version: 4),
    .of("other", version: 4, renewed: "r2"),
  ])
  func `a lease that changed begins to run out anew`(_ changed: Lease) {
    var state = fresh()
    state.found(.of("other", version: 4), now: .zero)
    state.found(changed, now: .seconds(14))
    state.found(changed, now: .milliseconds(28_999))
    #expect(state.written(at: 29) == nil)
    state.found(changed, now: .seconds(29))
    #expect(state.written(at: 29)?.holder == "me")
  }

  @Test(arguments: [
    "1970-01-01T00:00:00.000000Z", "2999-01-01T00:00:00.000000Z", "yesterday", "",
  ])
  func `what another's calendar says decides nothing`(_ renewed: String) {
    var state = fresh()
    let lease = Lease.of("other", renewed: renewed)
    state.found(lease, now: .zero)
    #expect(state.written(at: 0) == nil)
    state.found(lease, now: .seconds(15))
    #expect(state.written(at: 15) != nil)
  }

  @Test(arguments: [(60, 60), (1, 1), (nil, 15), (0, 15), (-3, 15)] as [(Int?, Int)])
  func `another's lease lasts as long as it says`(_ seconds: Int?, _ lasts: Int) {
    var state = fresh()
    let lease = Lease.of("other", seconds: seconds)
    state.found(lease, now: .zero)
    state.found(lease, now: .seconds(lasts) - .milliseconds(1))
    #expect(state.written(at: lasts) == nil)
    state.found(lease, now: .seconds(lasts))
    #expect(state.written(at: lasts) != nil)
  }

  @Test func `a leader renews every two seconds what it has, without reading it`() {
    var state = leading()
    #expect(state.step(at: 0) == .wait(.seconds(2)))
    guard case .update(let lease) = state.next(now: .seconds(2), time: Self.time, spread: 0.9)
    else {
      Issue.record("nothing is renewed")
      return
    }
    #expect(lease.resourceVersion == "1" && lease.holder == "me" && lease.transitions == 0)
    #expect(lease.acquireTime == "a1" && lease.renewTime == Self.text)
    state.written(lease.versioned(2), now: .seconds(3))
    #expect(state.heldUntil == .seconds(12))
    #expect(state.next(now: .seconds(3), time: Self.time, spread: 0.9) == .wait(.seconds(2)))
    #expect(state.written(at: 5)?.resourceVersion == "2")
  }

  @Test func `a leader that cannot renew is none when its time is up`() {
    var state = leading()
    for now in [0, 2, 4, 6] {
      #expect(state.step(at: now) == .wait(.seconds(2)))
      #expect(state.written(at: now + 2) != nil)
      state.failed()
    }
    #expect(state.step(at: 9) == .wait(.seconds(1)))
    #expect(state.isHeld(at: .milliseconds(9_999)))
    #expect(!state.isHeld(at: .seconds(10)))
    #expect(state.step(at: 10) == .read)
    #expect(state.heldUntil == nil)
  }

  @Test func `an answer that comes too late makes no leader`() {
    var state = fresh()
    state.found(nil, now: .zero)
    _ = state.step(at: 0)
    state.written(.of("me"), now: .seconds(11))
    #expect(!state.isHeld(at: .seconds(11)))
    #expect(state.step(at: 11) == .wait(.seconds(2)))
    #expect(state.step(at: 13) == .read)
  }

  @Test func `a leader whose write is refused reads, and renews what it finds`() {
    var state = leading()
    _ = state.step(at: 0)
    #expect(state.written(at: 2) != nil)
    state.conflicted()
    #expect(state.step(at: 2) == .read)
    #expect(state.isHeld(at: .seconds(2)))
    state.found(Lease.of("me", version: 7).annotated("kept"), now: .seconds(2))
    let lease = state.written(at: 3)
    #expect(lease?.resourceVersion == "7" && lease?.transitions == 0)
    #expect(lease?.object["metadata", "annotations", "note"] == "kept")
    // Somebody writes all the time; asking all the time would not help.
    state.conflicted()
    #expect(state.step(at: 3) == .wait(.seconds(2)))
  }

  @Test(arguments: [Lease.of("other", version: 7), .of("", version: 7), nil])
  func `a leader that finds another lease is none at once`(_ found: Lease?) {
    var state = leading()
    _ = state.step(at: 0)
    _ = state.step(at: 2)
    state.conflicted()
    _ = state.step(at: 2)
    state.found(found, now: .seconds(2))
    #expect(!state.isHeld(at: .seconds(2)))
    let taken = state.written(at: 2)
    #expect(found?.holder == "other" ? taken == nil : taken?.holder == "me")
  }

  @Test func `of two who take a lease the slower one waits`() {
    var state = fresh()
    state.found(.of("", version: 4), now: .zero)
    #expect(state.written(at: 0) != nil)
    state.conflicted()
    #expect(state.step(at: 0) == .wait(.seconds(2)))
    #expect(!state.isHeld(at: .zero))
    #expect(state.step(at: 2) == .read)
    state.found(.of("other", version: 5), now: .seconds(2))
    #expect(state.written(at: 2) == nil)
  }

  @Test func `a write whose answer was lost is found again`() {
    var state = fresh()
    state.found(nil, now: .zero)
    let lost = state.written(at: 0)
    state.failed()
    #expect(state.mayBeHolder && !state.isHeld(at: .zero))
    _ = state.step(at: 0)
    #expect(state.step(at: 2) == .read)
    state.found(lost?.versioned(1), now: .seconds(2))
    #expect(!state.isHeld(at: .seconds(2)))
    let lease = state.written(at: 3)
    #expect(lease?.acquireTime == lost?.acquireTime && lease?.transitions == 0)
    state.written(.of("me", version: 2), now: .seconds(3))
    #expect(state.heldUntil == .seconds(13))
  }

  @Test func `the lease of the process before a restart is another's`() {
    var state = fresh("host_2")
    state.found(.of("host_1"), now: .zero)
    #expect(!state.mayBeHolder && state.written(at: 0) == nil)
  }

  @Test func `a clock that jumps ends leadership, and takes no lease unread`() {
    var leader = leading()
    #expect(!leader.isHeld(at: .seconds(3_600)))
    _ = leader.step(at: 0)
    #expect(leader.step(at: 3_600) == .read)
    leader.found(.of("other", version: 9), now: .seconds(3_600))
    #expect(leader.written(at: 3_600) == nil)
    var other = fresh("other")
    other.found(.of("me", version: 1), now: .zero)
    _ = other.step(at: 0)
    #expect(other.step(at: 3_600) == .read)
    other.found(.of("me", version: 900, renewed: "r2"), now: .seconds(3_600))
    #expect(other.written(at: 3_600) == nil)
  }

  @Test func `another's lease that was deleted still runs out`() {
    var state = fresh()
    state.found(.of("other"), now: .zero)
    state.found(nil, now: .seconds(4))
    #expect(state.written(at: 4) == nil)
    state.found(nil, now: .seconds(15))
    guard case .create = state.step(at: 15) else {
      Issue.record("no Lease is created")
      return
    }
  }

  @Test(arguments: [(0.0, 2_000), (0.5, 3_200), (0.99, 4_376)])
  func `contestants come back one after the other`(_ spread: Double, _ wait: Int) {
    var state = fresh()
    state.found(.of("other"), now: .zero)
    guard case .wait(let duration) = state.next(now: .zero, time: Self.time, spread: spread) else {
      Issue.record("does not wait")
      return
    }
    #expect(abs((duration / .milliseconds(1)) - Double(wait)) < 1)
  }

  @Test func `waits as long as the server asks, but a leader not beyond its time`() {
    var state = fresh()
    state.failed(retryAfter: .seconds(7))
    #expect(state.step(at: 0) == .wait(.seconds(7)))
    var leader = leading()
    leader.failed(retryAfter: .seconds(5))
    #expect(leader.step(at: 1) == .wait(.seconds(5)))
    leader.failed(retryAfter: .seconds(60))
    #expect(leader.step(at: 6) == .wait(.seconds(4)))
  }

  @Test func `no request outlasts leadership`() {
    let state = leading()
    #expect(fresh().patience(at: .zero) == .seconds(5))
    #expect(state.patience(at: .seconds(1)) == .seconds(5))
    #expect(state.patience(at: .seconds(9)) == .seconds(1))
    #expect(state.patience(at: .seconds(10)) == .seconds(5))
  }

  @Test func `a shorter lease is kept in proportion`() {
    let timing = LeaseTiming(lease: .seconds(3))
    #expect(
      timing == LeaseTiming(lease: .seconds(3), renewal: .seconds(2), retry: .milliseconds(400)))
    #expect(
      LeaseTiming() == LeaseTiming(lease: .seconds(15), renewal: .seconds(10), retry: .seconds(2)))
  }
}

extension LeaseState {
  /// What comes next at a second.
  mutating func step(at second: Int) -> Step {
    next(now: .seconds(second), time: Timestamp(seconds: Int64(second)), spread: 0)
  }

  /// The Lease that is written next at a second; nil for no write.
  mutating func written(at second: Int) -> Lease? {
    switch step(at: second) {
    case .create(let lease), .update(let lease): lease
    case .read, .wait: nil
    }
  }
}

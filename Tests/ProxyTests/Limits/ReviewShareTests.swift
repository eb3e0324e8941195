import Kubernetes
import KubernetesAPI
import Proxy
import Synchronization
import Testing

/// Access reviews that hang, and who can still ask.
struct ReviewShareTests {
  /// Holds up whoever comes until it is opened.
  private final class Gate: Sendable {
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]?>([])

    func pass() async {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let isOpen = waiting.withLock { waiting in
          waiting?.append(continuation)
          return waiting == nil
        }
        if isOpen { continuation.resume() }
      }
    }

    func open() {
      let held = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting ?? []
      }
      for continuation in held { continuation.resume() }
    }
  }

  private static func question(_ user: String, _ number: Int) -> SubjectAccessReview {
    SubjectAccessReview(
      user: UserInfo(username: user),
      attributes: .resource(
        verb: "list", group: "", version: "v1", resource: "nodes", name: "\(number)"))
  }

  @Test(.timeLimit(.minutes(5)))
  func `one user's reviews keep nobody else from asking`() async {
    let gate = Gate()
    let reviews = AccessReviews { review in
      guard review.user.username == "greedy" else { return .allowed }
      await gate.pass()
      return .allowed
    }
    await withTaskGroup(of: Bool?.self) { group in
      for number in 0..<400 {
        group.addTask { await reviews.isAllowed(Self.question("greedy", number)) }
      }
      // Those who are refused know nothing, and fail closed; the others hang.
      var refused = 0
      for await answer in group {
        #expect(answer == nil)
        refused += 1
        if refused == 400 - 64 { break }
      }
      for user in 0..<80 {
        #expect(await reviews.isAllowed(Self.question("modest \(user)", 0)) == true)
      }
      gate.open()
      for await answer in group { #expect(answer == true) }
    }
    #expect(await reviews.isAllowed(Self.question("greedy", 1_000)) == true)
  }
}

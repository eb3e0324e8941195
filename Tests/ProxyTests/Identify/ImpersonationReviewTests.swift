import JSON
import Kubernetes
import KubernetesAPI
import Synchronization
import Testing

@testable import Proxy

/// What is asked of the API server, and what is made of it.
struct ImpersonationReviewTests {
  /// Allows what is in a set, and counts what was asked.
  private final class Authoriser: Sendable {
    private let allowed: Set<String>
    private let asked = Mutex<[String]>([])

    init(_ allowed: Set<String>) { self.allowed = allowed }

    var questions: [String] { asked.withLock { $0 } }

    func review(_ review: SubjectAccessReview) -> SubjectAccessReview.Outcome {
      let line = Scene.access(in: review.question)
      asked.withLock { $0.append(line) }
      if allowed.contains("error") { return .failed(.timedOut) }
      return allowed.contains(line) ? .allowed : .denied(reason: "")
    }
  }

  private static func outcome(
    _ authoriser: Authoriser, _ wanted: UserInfo,
    by requestor: UserInfo = UserInfo(username: "alice")
  ) async throws -> ImpersonationReview.Outcome {
    let review = ImpersonationReview(
      requestor: requestor, reviews: AccessReviews { authoriser.review($0) })
    return await review.outcome(
      of: wanted, for: try ResourceRequest(method: "GET", target: "/api/v1/namespaces"))
  }

  @Test func `every value must be allowed`() async throws {
    let wanted = UserInfo(
      username: "bob", uid: "1", groups: ["a"], extra: [.init(key: "k", values: ["x"])])
    let all: Set = [
      "alice impersonate users bob", "alice impersonate uids.authentication.k8s.io 1",
      "alice impersonate groups a", "alice impersonate userextras/k.authentication.k8s.io x",
    ]
    let authoriser = Authoriser(all)
    guard case .allowed(let user) = try await Self.outcome(authoriser, wanted) else {
      Issue.record("denied")
      return
    }
    #expect(Set(authoriser.questions) == all && authoriser.questions.count == 4)
    #expect(user.groups == ["a", "system:authenticated"])
    #expect(user.uid == "1" && user.extra == wanted.extra)
    for missing in all {
      guard
        case .denied(let status) = try await Self.outcome(
          Authoriser(all.subtracting([missing])), wanted)
      else {
        Issue.record("allowed without \(missing)")
        continue
      }
      #expect(status.code == 403 && status.message.contains("cannot impersonate resource"))
    }
  }

  @Test func `the first refusal is told`() async throws {
    let wanted = UserInfo(username: "bob", groups: ["a", "b", "c"])
    let authoriser = Authoriser(["alice impersonate users bob", "alice impersonate groups a"])
    guard case .denied(let status) = try await Self.outcome(authoriser, wanted) else {
      Issue.record("allowed")
      return
    }
    #expect(
      status.message
        == "groups \"b\" is forbidden: User \"alice\" cannot impersonate resource \"groups\" in API "
        + "group \"\" at the cluster scope")
  }

  @Test func `a newer mode needs the request and the user`() async throws {
    let both: Set = [
      "alice impersonate-on:user-info:list namespaces ",
      "alice impersonate:user-info users.authentication.k8s.io bob",
    ]
    guard case .allowed = try await Self.outcome(Authoriser(both), UserInfo(username: "bob"))
    else {
      Issue.record("denied")
      return
    }
    for one in both {
      guard case .denied = try await Self.outcome(Authoriser([one]), UserInfo(username: "bob"))
      else {
        Issue.record("allowed by \(one) alone")
        continue
      }
    }
  }

  /// Somebody without rights does not cause hundreds of reviews.
  @Test func `nothing more is asked after a refusal`() async throws {
    let authoriser = Authoriser([])
    let groups = (0..<200).map { "g\($0)" }
    guard
      case .denied = try await Self.outcome(
        authoriser, UserInfo(username: "bob", groups: groups + ["system:masters"]))
    else {
      Issue.record("allowed")
      return
    }
    #expect(authoriser.questions.count == 16)
  }

  @Test func `a value that is asked for twice is reviewed once`() async throws {
    let authoriser = Authoriser(["alice impersonate users bob", "alice impersonate groups a"])
    let wanted = UserInfo(username: "bob", groups: [String](repeating: "a", count: 200))
    guard case .allowed = try await Self.outcome(authoriser, wanted) else {
      Issue.record("denied")
      return
    }
    #expect(authoriser.questions.count == 2)
  }

  @Test func `many groups may be allowed by one answer`() async throws {
    let authoriser = Authoriser([
      "alice impersonate-on:user-info:list namespaces ",
      "alice impersonate:user-info users.authentication.k8s.io bob",
      "alice impersonate:user-info groups.authentication.k8s.io *",
    ])
    let wanted = UserInfo(username: "bob", groups: (0..<200).map { "g\($0)" })
    guard case .allowed = try await Self.outcome(authoriser, wanted) else {
      Issue.record("denied")
      return
    }
    #expect(authoriser.questions.count == 16 + 3)
  }

  @Test func `a composed letter says nothing of a decomposed one`() async throws {
    let authoriser = Authoriser(["alice impersonate users jos\u{E9}"])
    let reviews = AccessReviews { review in
      // By bytes, as in the API server.
      let name = review.question["spec"]?["resourceAttributes"]?["name"]?.string ?? ""
      _ = authoriser.review(review)
      return Array(name.utf8) == Array("jos\u{E9}".utf8) ? .allowed : .denied(reason: "")
    }
    let review = ImpersonationReview(requestor: UserInfo(username: "alice"), reviews: reviews)
    let request = try ResourceRequest(method: "GET", target: "/api/v1/namespaces")
    guard
      case .allowed = await review.outcome(of: UserInfo(username: "jos\u{E9}"), for: request),
      case .denied = await review.outcome(of: UserInfo(username: "jose\u{301}"), for: request)
    else {
      Issue.record("not so")
      return
    }
  }

  @Test func `when nothing is known, nobody is anybody`() async throws {
    guard
      case .unknown = try await Self.outcome(Authoriser(["error"]), UserInfo(username: "bob"))
    else {
      Issue.record("something was known")
      return
    }
  }
}

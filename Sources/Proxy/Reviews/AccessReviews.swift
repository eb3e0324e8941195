package import Kubernetes
import KubernetesAPI
package import Metrics
internal import Wire

/// Answers whether RBAC allows somebody something, by the API server, kept for a few seconds.
package struct AccessReviews: Sendable {
  package typealias Review = @Sendable (SubjectAccessReview) async -> SubjectAccessReview.Outcome

  private let review: Review
  private let answers = SingleFlight<SubjectAccessReview, SubjectAccessReview.Outcome>(
    capacity: 2048, maximumInFlight: 256, maximumOfOne: 64)

  /// What the API server said.
  private let results = Counters<ReviewResult>()

  private static let lifetime = Duration.seconds(5)

  package init(review: @escaping Review) { self.review = review }

  /// The answer to a review; `nil` when nothing is known, so that the caller fails closed.
  package func isAllowed(_ question: SubjectAccessReview) async -> Bool? {
    switch await outcome(of: question) {
    case .allowed?: return true
    case .denied?: return false
    case .failed?, nil: return nil
    }
  }

  /// The answer with its reason; `nil` when too many reviews are under way, in all or about this user.
  func outcome(of question: SubjectAccessReview) async -> SubjectAccessReview.Outcome? {
    await answers.answer(question, for: question.user.username) { outcome in
      if case .failed = outcome { return .zero }
      return question.isShort ? Self.lifetime : .zero
    } ask: {
      let outcome = await review(question)
      switch outcome {
      case .allowed: results.add(.yes)
      case .denied: results.add(.no)
      case .failed: results.add(.failed)
      }
      return outcome
    }
  }

  /// Tells what was asked, and what was known without asking.
  package func collect(into samples: inout MetricSamples) {
    answers.lookups.collect(.accessLookups, into: &samples)
    results.collect(.accessReviews, into: &samples)
  }
}

extension SubjectAccessReview {
  /// Whether it is worth being kept: a caller chooses names, and thousands of long ones are a lot of
  /// memory.
  fileprivate var isShort: Bool {
    var bytes = user.username.utf8.count + user.uid.utf8.count
    for group in user.groups { bytes += group.utf8.count + 16 }
    for extra in user.extra { for value in extra.values { bytes += value.utf8.count + 16 } }
    switch attributes {
    case .resource(_, _, _, _, let subresource, let namespace, let name):
      bytes += subresource.utf8.count + namespace.utf8.count + name.utf8.count
    case .path(_, let path): bytes += path.utf8.count
    }
    return bytes + fieldSelector.utf8.count + labelSelector.utf8.count <= 24 * 1024
  }
}

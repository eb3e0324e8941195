package import Kubernetes
import KubernetesAPI
internal import Wire

/// Answers whether RBAC allows somebody something, by the API server, kept for a few seconds.
package struct AccessReviews: Sendable {
  package typealias Review = @Sendable (SubjectAccessReview) async -> SubjectAccessReview.Outcome

  private let review: Review
  private let answers = SingleFlight<SubjectAccessReview, SubjectAccessReview.Outcome>(
    capacity: 4096, maximumInFlight: 256, maximumOfOne: 128)

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
      return Self.lifetime
    } ask: {
      await review(question)
    }
  }
}

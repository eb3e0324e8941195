package import KubernetesAPI

/// What is done with a request.
package enum Verdict: Sendable {
  /// It is forwarded as the caller, and the API server decides.
  case pass
  /// It is forwarded as the caller in one more group, and of the answer only a part is shown.
  case filter(Filtering)
  /// It changes one object as the caller in one more group, checked before and after.
  case write(Writing)
  /// It makes a namespace of one of the caller's tenants, as the caller in one more group.
  case create(Creation)
  /// It asks about the caller's own rights, and is answered by what the proxy would do.
  case review(SelfReview)
  /// It is answered here and goes nowhere.
  case refuse(Status)
}

/// What is known of a request after one look: the verdict, or what to ask first.
package enum Decision: Sendable {
  /// The last word.
  case verdict(Verdict)
  /// To be asked; then decide again with the answer.
  case ask(Question)
}

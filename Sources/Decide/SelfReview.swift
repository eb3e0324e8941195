/// A question about the caller's own rights or name that the proxy answers truthfully.
package enum SelfReview: Sendable, Hashable {
  /// SelfSubjectAccessReview: may I do this?
  case access
  /// SelfSubjectRulesReview: what may I do in a namespace?
  case rules
  /// SelfSubjectReview: who am I?
  case identity
}

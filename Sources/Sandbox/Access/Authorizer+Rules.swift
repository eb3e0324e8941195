import JSON
import KubernetesAPI

extension Authorizer {
  /// Everything RBAC lets somebody do in a namespace, as SelfSubjectRulesReview tells it.
  struct Rules: Sendable, Equatable {
    var resource: [PolicyRule] = []
    var nonResource: [PolicyRule] = []
    /// Whether there are rights that cannot be listed.
    var isIncomplete = false
    /// What went wrong on the way; empty when nothing did.
    var evaluationError = ""
  }

  /// The rules that apply to a user, the cluster's bindings first.
  func rules(for user: UserInfo, in namespace: String) -> Rules {
    let (policy, errors) = policyRules(for: user, in: namespace)
    var rules = Rules()
    for rule in policy {
      if !rule.resources.isEmpty {
        var only = rule
        only.nonResourceURLs = []
        rules.resource.append(only)
      }
      if !rule.nonResourceURLs.isEmpty {
        rules.nonResource.append(
          PolicyRule(verbs: rule.verbs, nonResourceURLs: rule.nonResourceURLs))
      }
    }
    if !errors.isEmpty { rules.evaluationError = Self.aggregate(errors) }
    return rules
  }

  /// The rules as they are in the roles, and the errors of roles that are not there.
  ///
  /// - Parameter request: see `AccessIndex.rules(of:during:)`.
  func policyRules(
    for user: UserInfo, in namespace: String, during request: GroupResource? = nil
  ) -> (rules: [PolicyRule], errors: [String]) {
    withIndex { index in
      var rules: [PolicyRule] = []
      var errors: [String] = []
      for grant in index.grants(for: user, in: namespace) {
        do throws(Status) {
          rules += try index.rules(of: grant, during: request)
        } catch {
          errors.append(error.message)
        }
      }
      return (rules, errors)
    }
  }
}

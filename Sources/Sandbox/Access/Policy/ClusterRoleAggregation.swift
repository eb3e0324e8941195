import JSON
import KubernetesAPI

/// The rules of ClusterRoles that are made of others
/// (`pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go`).
enum ClusterRoleAggregation {
  /// The manager that the controller applies rules as.
  static let fieldManager = "clusterrole-aggregation-controller"

  /// A role with an aggregationRule, its rules those of the roles it selects.
  ///
  /// - Parameters:
  ///   - role: the ClusterRole.
  ///   - all: every ClusterRole there is.
  /// - Returns: nil when the role aggregates nothing or has these rules already.
  static func aggregated(_ role: JSONValue, all: [JSONValue]) -> JSONValue? {
    guard case .object(let aggregation) = role["aggregationRule"] ?? .null else { return nil }
    var rules: [PolicyRule] = []
    var known: Set<PolicyRule> = []
    for json in aggregation["clusterRoleSelectors"]?.array ?? [] {
      let selector: LabelSelector
      do throws(LabelSelectorError) {
        selector = try LabelSelector(json)
      } catch {
        return nil
      }
      let selected = all.filter { selector.matches($0.labels) && $0.name != role.name }
        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      for rule in selected.flatMap(PolicyRule.rules) where known.insert(rule).inserted {
        rules.append(rule)
      }
    }
    guard rules != PolicyRule.rules(of: role) else { return nil }
    // A role without rules yet keeps the API's order of members.
    var aggregated = role
    let rule = role["aggregationRule"]
    aggregated["aggregationRule"] = nil
    // No rules are null: so the API server writes a list it read from its storage.
    aggregated["rules"] = rules.isEmpty ? .null : .array(rules.map(\.json))
    aggregated["aggregationRule"] = rule
    return aggregated
  }
}

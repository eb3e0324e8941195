package import KubernetesAPI
package import Ownership

/// What the proxy answers beyond the cluster's own rules, in the form of `authorization.k8s.io/v1`
/// ResourceRule.
package struct GrantedRule: Sendable, Equatable {
  /// The verbs.
  package var verbs: [String]
  /// The resource and its group.
  package var resource: GroupResource
  /// The names of the only objects meant; none when they are not known one by one.
  package var names: [String]

  /// Creates a rule.
  package init(verbs: [String], resource: GroupResource, names: [String] = []) {
    self.verbs = verbs
    self.resource = resource
    self.names = names
  }

  /// The order in which verbs are told.
  private static let order = [
    "get", "list", "watch", "create", "update", "patch", "delete",
  ]

  /// Everything that a user is given by tenants, as far as it is possible in the cluster.
  ///
  /// A list or a watch is for all objects, of which those of the user are shown. Where nothing is
  /// selected at present there is no rule for single objects: without names it would mean all.
  ///
  /// - Parameter makesNamespaces: whether the user may make namespaces.
  package static func all(
    for user: UserInfo, in view: View, makesNamespaces: Bool = false,
    where isPossible: (FilteredResource, Operations) -> Bool
  ) -> [GrantedRule] {
    FilteredResource.allCases.flatMap { resource in
      var rules: [GrantedRule] = []
      func give(_ verbs: [String], _ names: [String]) {
        if let place = rules.firstIndex(where: { $0.names == names }) {
          rules[place].verbs = order.filter((rules[place].verbs + verbs).contains)
        } else {
          rules.append(
            GrantedRule(verbs: verbs, resource: resource.groupResource, names: names))
        }
      }
      func giveObjects(_ verbs: [String], _ operation: Operations) {
        guard let selection = view.selection(of: resource, for: user, operation: operation),
          selection.exactNames?.isEmpty != true, isPossible(resource, operation)
        else { return }
        give(verbs, selection.exactNames ?? [])
      }
      if view.selection(of: resource, for: user) != nil, isPossible(resource, .list) {
        give(["list", "watch"], [])
      }
      if resource == .namespaces, makesNamespaces { give(["create"], []) }
      giveObjects(["get"], .list)
      giveObjects(["update", "patch"], .update)
      giveObjects(["delete"], .delete)
      return rules
    }
  }
}

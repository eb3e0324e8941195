package import KubernetesAPI

extension View {
  /// The tenants through which the user may do the operation with something of the resource, in order.
  ///
  /// For people who read why. A namespace may also be the user's by a role binding alone.
  package func tenants(
    giving operation: Operations = .list, of resource: FilteredResource, to user: UserInfo
  ) -> [String] {
    let bit = resource.bit
    let holdings = holdings(of: user) { $0.owned & bit != 0 }
    let names =
      switch resource {
      case .namespaces, .tenants: holdings.flatMap(\.tenants)
      default:
        holdings.flatMap { $0.gifts[resource == .nodeMetrics ? .nodes : resource] ?? [] }
          .filter { $0.operations.isSuperset(of: operation) }.map(\.tenant)
      }
    return names.count < 2 ? names : Set(names).sorted()
  }
}

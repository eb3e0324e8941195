package import KubernetesAPI
package import Ownership

extension Policy {
  /// Tenants that are told by their names.
  private static let mostTenants = 3

  /// Why a request got its verdict: a clause for whoever reads the audit line.
  ///
  /// It is worked out of what was decided, so that deciding costs nothing more.
  package func reason(
    for verdict: Verdict, of request: ResourceRequest, for user: UserInfo, in view: View,
    answers: Answers
  ) -> String {
    switch verdict {
    case .pass:
      guard let resource = filteredResource(of: request) else { return "not filtered" }
      if answers[.isAllowed(Access(request))] == true { return "cluster RBAC allows it" }
      return notWidened(request, resource, user, view)
    case .filter(let filtering):
      guard filtering.selection != nil else { return "owned something within the hour" }
      return Self.owner(in: view.tenants(of: filtering.resource, to: user))
    case .write(let writing):
      let operation: Operations = request.verb == .delete ? .delete : .update
      return Self.owner(in: view.tenants(giving: operation, of: writing.resource, to: user))
    case .create(let creation): return Self.owner(in: creation.tenants)
    case .review: return "asks about the caller's own rights"
    case .refuse(let status): return status.message
    }
  }

  private func notWidened(
    _ request: ResourceRequest, _ resource: FilteredResource, _ user: UserInfo, _ view: View
  ) -> String {
    let operation: Operations
    switch request.verb {
    case .get, .list, .watch: operation = .list
    case .update, .patch: operation = .update
    case .delete: operation = .delete
    default: return "never widened"
    }
    guard view.selection(of: resource, for: user, operation: operation) != nil else {
      return operation == .list ? "nothing owned" : "no operation given"
    }
    return request.name.isEmpty ? "not widened" : "not the caller's"
  }

  private static func owner(in tenants: [String]) -> String {
    switch tenants.count {
    case 0: return "bound by a role binding"
    case 1: return "owner in tenant \(tenants[0])"
    default:
      let told = tenants.prefix(mostTenants).joined(separator: ", ")
      let rest = tenants.count - mostTenants
      return "owner in tenants \(told)" + (rest > 0 ? " and \(rest) more" : "")
    }
  }
}

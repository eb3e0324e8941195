import JSON
import KubernetesAPI

// Nobody grants what they do not have (`pkg/registry/rbac/*/policybased/storage.go`).

extension Authorizer {
  /// Judges a write to a Role, ClusterRole, RoleBinding or ClusterRoleBinding.
  ///
  /// - Parameters:
  ///   - request: what the writer asked for; its verb is not looked at.
  ///   - object: the role or binding as it would be.
  ///   - old: as it was; nil when it is new.
  /// - Throws: 403 when the writer would give more than they have, or the binding's role cannot be
  ///   read; nothing for other resources.
  func checkEscalation(
    _ request: AccessAttributes, by user: UserInfo, to object: JSONValue, from old: JSONValue?
  ) throws(Status) {
    let resource = GroupResource(group: request.group, resource: request.resource)
    guard AccessIndex.resources.contains(resource), !isPrivileged(user) else { return }
    if let old, Self.differOnlyForCollection(object, old) { return }
    switch resource {
    case AccessIndex.roles, AccessIndex.clusterRoles:
      var escalate = request
      escalate.verb = "escalate"
      escalate.subresource = ""
      if decide(user, escalate).isAllowed { return }
      try confirm(
        PolicyRule.rules(of: object), by: user, in: request.namespace, resource, object.name)
      guard Self.aggregates(object) || old.map(Self.aggregates) == true else { return }
      guard missing(Self.everything, for: user, in: request.namespace, resource).rules.isEmpty
      else {
        throw .forbidden(
          resource, name: object.name,
          because: "must have cluster-admin privileges to use the aggregationRule")
      }
    default:
      try checkBinding(object, by: user, in: request.namespace, resource)
    }
  }

  private func checkBinding(
    _ object: JSONValue, by user: UserInfo, in namespace: String, _ resource: GroupResource
  ) throws(Status) {
    var binding = object
    if !namespace.isEmpty { binding["metadata"]?["namespace"] = .string(namespace) }
    let grant = RoleGrant(binding)
    if grant.roleKind == "ClusterRole" || grant.roleKind == "Role" {
      let bind = AccessAttributes(
        verb: "bind", path: nil, group: object["roleRef", "apiGroup"]?.string ?? "", version: "*",
        resource: grant.roleKind == "Role" ? "roles" : "clusterroles", namespace: namespace,
        name: grant.roleName)
      if decide(user, bind).isAllowed { return }
    }
    let rules: Result<[PolicyRule], Status> = withIndex { index in
      do throws(Status) {
        return .success(try index.rules(of: grant, during: resource))
      } catch {
        return .failure(error)
      }
    }
    try confirm(try rules.get(), by: user, in: namespace, resource, object.name)
  }

  private func confirm(
    _ rules: [PolicyRule], by user: UserInfo, in namespace: String, _ resource: GroupResource,
    _ name: String
  ) throws(Status) {
    let (missing, errors) = missing(rules, for: user, in: namespace, resource)
    guard !missing.isEmpty else { return }
    let lines = Set(PolicyRule.compacted(missing).map(\.compactDescription))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var text =
      "user \(Status.quoted(user.username)) (groups=\(Status.quoted(user.groups))) is attempting "
      + "to grant RBAC permissions not currently held:\n\(lines.joined(separator: "\n"))"
    if !errors.isEmpty { text += "; resolution errors: [\(Self.aggregate(errors))]" }
    throw .forbidden(resource, name: name, because: text)
  }

  private func missing(
    _ rules: [PolicyRule], for user: UserInfo, in namespace: String, _ resource: GroupResource
  ) -> (rules: [PolicyRule], errors: [String]) {
    let owned = policyRules(for: user, in: namespace, during: resource)
    return (PolicyRule.missing(of: rules, in: owned.rules), owned.errors)
  }

  private static let everything = [
    PolicyRule(verbs: ["*"], apiGroups: ["*"], resources: ["*"]),
    PolicyRule(verbs: ["*"], nonResourceURLs: ["*"]),
  ]

  private static func aggregates(_ role: JSONValue) -> Bool {
    role["aggregationRule", "clusterRoleSelectors"]?.array?.isEmpty == false
  }

  /// Whether only what the garbage collector writes is another: anybody who may update may do that.
  private static func differOnlyForCollection(_ object: JSONValue, _ old: JSONValue) -> Bool {
    var object = object
    for key in ["ownerReferences", "finalizers", "selfLink", "managedFields"] {
      object["metadata"]?[key] = old["metadata", key]
    }
    return object == old
  }
}

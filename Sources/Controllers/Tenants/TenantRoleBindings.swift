package import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// What a tenant's owners, and whoever it names besides, are bound to in each of its namespaces.
package struct TenantRoleBindings: Sendable {
  /// A role and those who have it.
  private struct Grant: Sendable {
    let role: String
    let subjects: [JSONValue]
    let labels: [String: String]
    let annotations: [String: String]
  }

  /// What of the tenant binds nobody, and why.
  package let problems: [String]

  private let tenant: String
  private let grants: [Grant]

  /// Reads a tenant, in whichever of its shapes; one without a name has none.
  package init(_ tenant: JSONValue) {
    let owners = TenantOwner.all(of: tenant)
    var problems = owners.problems.map { "\($0.field) \($0.reason)" }
    let additional = Self.additional(tenant["spec", "additionalRoleBindings"], &problems)
    grants =
      owners.owners.flatMap { owner in
        owner.clusterRoles.map { role in
          Grant(
            role: role, subjects: [Self.subject(owner.principal)], labels: owner.labels,
            annotations: owner.annotations)
        }
      } + additional
    self.tenant = tenant["metadata", "name"]?.string ?? ""
    self.problems = problems
  }

  /// The role bindings that a tenant has in one of its namespaces.
  package static func desired(tenant: JSONValue, namespace: String) -> [JSONValue] {
    TenantRoleBindings(tenant).desired(in: namespace)
  }

  /// The role bindings in one namespace, in the order in which the tenant tells of them.
  ///
  /// There is one for each owner and role, and one for each additional one. The name follows from what
  /// the binding says, and never from where in the tenant it is said: who is added or taken away
  /// changes nobody else's.
  package func desired(in namespace: String) -> [JSONValue] {
    guard !tenant.isEmpty else { return [] }
    let marks = [
      ControllerName.label: ControllerName.tenants.rawValue, OwnershipIndex.tenantLabel: tenant,
    ]
    var names: Set<String> = []
    return grants.compactMap { grant in
      let name = name(of: grant)
      guard names.insert(name).inserted else { return nil }
      return APIResource.roleBindings.object(
        ObjectKey(namespace: namespace, name: name),
        labels: grant.labels.merging(marks) { $1 }, annotations: grant.annotations,
        [
          "roleRef": [
            "apiGroup": .string(Self.group), "kind": "ClusterRole", "name": .string(grant.role),
          ],
          "subjects": .array(grant.subjects),
        ])
    }
  }

  /// `bailiwick:TENANT:ROLE:HASH`.
  ///
  /// Labels and annotations are hashed too: with others it is another binding, so that nothing ever has
  /// to be taken off one.
  private func name(of grant: Grant) -> String {
    let texts = [grant.labels, grant.annotations].flatMap { texts in
      ["\(texts.count)"] + texts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }
    let subjects = grant.subjects.flatMap { subject in
      ["kind", "namespace", "name"].map { subject[$0]?.string ?? "" }
    }
    let hash = StableName.hash([tenant, grant.role] + texts + subjects)
    return "bailiwick:\("\(tenant):\(grant.role)".prefix(220)):\(hash)"
  }

  // MARK: Subjects

  private static let group = "rbac.authorization.k8s.io"

  private static func subject(_ owner: Principal) -> JSONValue {
    switch owner {
    case .user(let name): named("User", name)
    case .group(let name): named("Group", name)
    case .serviceAccount(let namespace, let name): account(namespace, name)
    }
  }

  private static func named(_ kind: String, _ name: String) -> JSONValue {
    ["apiGroup": .string(group), "kind": .string(kind), "name": .string(name)]
  }

  private static func account(_ namespace: String, _ name: String) -> JSONValue {
    ["kind": "ServiceAccount", "name": .string(name), "namespace": .string(namespace)]
  }

  private static func additional(_ value: JSONValue?, _ problems: inout [String]) -> [Grant] {
    var grants: [Grant] = []
    for (index, entry) in (value?.array ?? []).enumerated() {
      let field = "spec.additionalRoleBindings[\(index)]"
      guard let role = entry["clusterRoleName"]?.string, !role.isEmpty else {
        problems.append("\(field) names no cluster role")
        continue
      }
      let (values, subjects) = (
        entry["subjects"]?.array ?? [], entry["subjects"]?.array?.compactMap(subject) ?? []
      )
      if subjects.isEmpty || subjects.count < values.count {
        problems.append(
          "\(field) names a subject that is neither a User, a Group nor a ServiceAccount with a "
            + "namespace")
      }
      guard !subjects.isEmpty else { continue }
      grants.append(
        Grant(
          role: role, subjects: subjects, labels: texts(entry["labels"]),
          annotations: texts(entry["annotations"])))
    }
    return grants
  }

  /// A subject as RBAC has it; nil for one that it would refuse.
  private static func subject(_ value: JSONValue) -> JSONValue? {
    guard let name = value["name"]?.string, !name.isEmpty else { return nil }
    switch value["kind"]?.string {
    case "User": return named("User", name)
    case "Group": return named("Group", name)
    case "ServiceAccount":
      if case .serviceAccount(let namespace, let account) = Principal(username: name) {
        return self.account(namespace, account)
      }
      guard let namespace = value["namespace"]?.string, !namespace.isEmpty else { return nil }
      return account(namespace, name)
    default: return nil
    }
  }

  private static func texts(_ value: JSONValue?) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, value) in value?.object ?? [:] { texts[key] = value.string }
    return texts
  }
}

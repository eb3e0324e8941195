import JSON
import KubernetesAPI

/// The RBAC objects of the store in a form in which a question is answered without a walk over all
/// of them: bindings by namespace and subject, roles by name.
struct AccessIndex: Sendable {
  static let clusterRoles = rbac("clusterroles")
  static let clusterRoleBindings = rbac("clusterrolebindings")
  static let roles = rbac("roles")
  static let roleBindings = rbac("rolebindings")
  static let resources: Set = [clusterRoles, clusterRoleBindings, roles, roleBindings]

  /// The store's revision that the index is of.
  private(set) var revision: UInt64 = 0
  private var rulesOfClusterRoles: [String: [PolicyRule]] = [:]
  private var rulesOfRoles: [ObjectKey: [PolicyRule]] = [:]
  private var clusterGrants = RoleGrants()
  private var grants: [String: RoleGrants] = [:]

  /// Takes in what happened in the store since; everything anew when the history is too short.
  mutating func follow(_ store: ObjectStore) {
    guard store.revision != revision else { return }
    do throws(StoreError) {
      let (changes, revision) = try store.changes(after: revision, of: Self.resources)
      for change in changes {
        set(
          change.resource, change.object.namespace, change.object.name,
          change.kind == .deleted ? nil : change.object.value)
      }
      self.revision = revision
    } catch {
      self = AccessIndex()
      // What changes between the reads is taken in again the next time.
      revision = store.revision
      for resource in Self.resources {
        for object in store.objects(resource) {
          set(resource, object.namespace, object.name, object.value)
        }
      }
    }
  }

  private mutating func set(
    _ resource: GroupResource, _ namespace: String, _ name: String, _ value: JSONValue?
  ) {
    switch resource {
    case Self.clusterRoles: rulesOfClusterRoles[name] = value.map(PolicyRule.rules)
    case Self.roles: rulesOfRoles[ObjectKey(namespace, name)] = value.map(PolicyRule.rules)
    case Self.clusterRoleBindings: clusterGrants.set(name, value.map(RoleGrant.init))
    default:
      grants[namespace, default: RoleGrants()].set(name, value.map(RoleGrant.init))
      if grants[namespace]?.isEmpty == true { grants[namespace] = nil }
    }
  }

  /// The bindings for a user, those of the cluster first.
  func grants(for user: UserInfo, in namespace: String) -> [RoleGrant] {
    let everywhere = clusterGrants.grants(for: user)
    guard !namespace.isEmpty, let here = grants[namespace] else { return everywhere }
    return everywhere + here.grants(for: user)
  }

  /// The rules of a binding's role.
  ///
  /// - Parameter request: the resource of a request on whose behalf the role is read. The storage
  ///   reports a missing role as one of that resource, whatever it is; without a request it is
  ///   reported in the words of an informer's lister, by the singular.
  func rules(
    of grant: RoleGrant, during request: GroupResource? = nil
  ) throws(Status) -> [PolicyRule] {
    switch grant.roleKind {
    case "ClusterRole":
      if let rules = rulesOfClusterRoles[grant.roleName] { return rules }
      throw .notFound(request ?? Self.rbac("clusterrole"), name: grant.roleName)
    case "Role":
      if let rules = rulesOfRoles[ObjectKey(grant.namespace, grant.roleName)] { return rules }
      throw .notFound(request ?? Self.rbac("role"), name: grant.roleName)
    default:
      throw Status(
        code: 500, reason: "",
        message: "unsupported role reference kind: \(Status.quoted(grant.roleKind))")
    }
  }

  private static func rbac(_ resource: String) -> GroupResource {
    GroupResource(group: "rbac.authorization.k8s.io", resource: resource)
  }
}

import JSON
import Kubernetes
import KubernetesAPI
import Rights

/// Asks the API server what the program's account, and its groups, may do.
struct RightsQuestions<Transport: APITransport & Sendable>: Sendable {
  let client: APIClient<Transport>
  let installation: Installation

  private static var rbac: String { "rbac.authorization.k8s.io" }
  private static var reviews: String { "/apis/authorization.k8s.io/v1" }

  /// A namespace in which nobody is given anything: what counts there counts everywhere.
  private static var nowhere: String { "bailiwick-nowhere" }

  /// What the account may do.
  func grants() async throws(APIError) -> Grants {
    if try await isAllowed(Right(.cluster, "*", GroupResource(group: "*", resource: "*"))) {
      let all = AccessRule(verbs: ["*"], groups: ["*"], resources: ["*"])
      return Grants(cluster: [all], own: [all], dispatch: [all])
    }
    let (cluster, isIncomplete) = try await rules(in: Self.nowhere)
    let own = try await rules(in: installation.namespace)
    var dispatch: [AccessRule]?
    if installation.systems.contains(.dispatch) {
      dispatch = try await rules(in: "dispatch").rules
    }
    return Grants(
      cluster: cluster, own: own.rules, dispatch: dispatch,
      isIncomplete: isIncomplete || own.isIncomplete)
  }

  private func rules(
    in namespace: String
  ) async throws(APIError) -> (rules: [AccessRule], isIncomplete: Bool) {
    let answer = try await client.create(
      [
        "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview",
        "spec": ["namespace": .string(namespace)],
      ], at: "\(Self.reviews)/selfsubjectrulesreviews", within: .seconds(10), isRepeatable: true)
    guard let rules = answer["status", "resourceRules"]?.array else {
      throw .unreadable("it is no SelfSubjectRulesReview with a status")
    }
    return (rules.compactMap { AccessRule($0) }, answer["status", "incomplete"]?.bool ?? false)
  }

  /// Whether the account has a right, by every authoriser there is.
  func isAllowed(_ right: Right) async throws(APIError) -> Bool {
    let parts = right.resource.resource.split(separator: "/", maxSplits: 1).map(String.init)
    var what: JSONValue = [
      "verb": .string(right.verb), "group": .string(right.resource.group),
      "resource": .string(parts[0]),
    ]
    if parts.count == 2 { what["subresource"] = .string(parts[1]) }
    if !right.name.isEmpty { what["name"] = .string(right.name) }
    switch right.place {
    case .cluster: break
    case .own: what["namespace"] = .string(installation.namespace)
    case .dispatch: what["namespace"] = "dispatch"
    }
    let answer = try await client.create(
      [
        "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
        "spec": ["resourceAttributes": what],
      ], at: "\(Self.reviews)/selfsubjectaccessreviews", within: .seconds(10), isRepeatable: true)
    guard let isAllowed = answer["status", "allowed"]?.bool else {
      throw .unreadable("it is no SelfSubjectAccessReview with a status")
    }
    return isAllowed && answer["status", "denied"]?.bool != true
  }

  /// What bindings give to groups under the prefix, and to names that stand for others.
  ///
  /// - Parameter everywhere: role bindings of namespaces too, of which there may be many.
  func groupGrants(everywhere: Bool) async throws(APIError) -> [GroupGrant] {
    let groups = WideningGroups(for: installation)
    var bound: [(subject: String, isGroup: Bool, binding: String, role: String)] = []
    for kind in everywhere ? ["clusterrolebindings", "rolebindings"] : ["clusterrolebindings"] {
      try await list(kind) { binding in
        let place = binding["metadata", "namespace"]?.string.map { $0 + "/" } ?? ""
        let isOfCluster = binding["roleRef", "kind"] == "ClusterRole"
        let role = binding["roleRef", "name"]?.string ?? ""
        for subject in binding["subjects"]?.array ?? [] {
          guard let name = subject["name"]?.string else { continue }
          let isGroup = subject["kind"] == "Group"
          guard
            isGroup
              ? groups.isOwn(name) : subject["kind"] == "User" && WideningGroups.isStandIn(name)
          else { continue }
          bound.append(
            (
              name, isGroup, "\(place)\(binding["metadata", "name"]?.string ?? "")",
              isOfCluster ? role : place + role
            ))
        }
      }
    }
    let wanted = Set(bound.map(\.role))
    var roles: [String: [AccessRule]] = [:]
    for kind in everywhere ? ["clusterroles", "roles"] : ["clusterroles"] where !wanted.isEmpty {
      try await list(kind) { role in
        let place = role["metadata", "namespace"]?.string.map { $0 + "/" } ?? ""
        let name = "\(place)\(role["metadata", "name"]?.string ?? "")"
        guard wanted.contains(name) else { return }
        roles[name] = (role["rules"]?.array ?? []).compactMap { AccessRule($0) }
      }
    }
    return bound.map {
      GroupGrant(
        subject: $0.subject, isGroup: $0.isGroup, binding: $0.binding, rules: roles[$0.role])
    }
  }

  private func list(_ kind: String, _ body: (JSONValue) -> Void) async throws(APIError) {
    var next: String?
    repeat {
      let collection = APICollection(group: Self.rbac, version: "v1", resource: kind)
      let page = try await client.list(collection, limit: 500, continue: next) {
        (object) throws(APIError) in body(object)
      }
      next = page.next
    } while next != nil
  }
}

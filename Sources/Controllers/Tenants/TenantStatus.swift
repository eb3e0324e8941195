internal import JSON
internal import Kubernetes
internal import Ownership

/// What a tenant's status says.
struct TenantStatus {
  /// The tenant.
  let tenant: APIObject
  /// The namespaces that it has.
  let namespaces: [String]
  /// What is wrong.
  let problems: Set<TenantProblem>

  /// How many problems are told, the gravest first.
  private static let mostTold = 8

  /// The fields, without the conditions.
  var fields: KeyValuePairs<String, JSONValue> {
    [
      "namespaces": .strings(namespaces.sorted()), "size": .int(namespaces.count),
      "state": isCordoned ? "Cordoned" : "Active", "owners": owners,
    ]
  }

  /// Whether there is nothing that an administrator should know.
  var isInOrder: Bool { allProblems.isEmpty }

  /// Whether the tenant is as it asks to be, and what an administrator should know.
  var ready: Condition {
    let problems = allProblems
    guard let first = problems.first else {
      return Condition(
        "Ready", true, reason: "Reconciled",
        message: "the tenant's namespaces have their role bindings")
    }
    var words = problems.prefix(Self.mostTold).map(\.message)
    if problems.count > words.count { words.append("and \(problems.count - words.count) more") }
    return Condition(
      "Ready", !first.reason.isFailure, reason: first.reason.rawValue,
      message: words.joined(separator: "; "))
  }

  /// Whether nothing may be made in the tenant for now.
  private var isCordoned: Bool { tenant.json["spec", "cordoned"]?.bool ?? false }

  /// The owners of whichever shape, one entry each.
  private var owners: JSONValue {
    var roles: [(principal: Principal, roles: [String])] = []
    for owner in TenantOwner.all(of: tenant.json).owners {
      if let known = roles.firstIndex(where: { $0.principal == owner.principal }) {
        roles[known].roles += owner.clusterRoles.filter { !roles[known].roles.contains($0) }
      } else {
        roles.append((owner.principal, owner.clusterRoles))
      }
    }
    return .array(
      roles.map { principal, roles in
        let (kind, name) = principal.kindAndName
        return ["kind": .string(kind), "name": .string(name), "clusterRoles": .strings(roles)]
      })
  }

  private var allProblems: [TenantProblem] { (problems + quotaProblem).sorted() }

  private var quotaProblem: [TenantProblem] {
    let spec = tenant.json["spec"]
    let quotas = [spec?["namespaceQuota"], spec?["namespaceOptions", "quota"]].compactMap {
      $0?.int
    }
    guard let quota = quotas.min(), namespaces.count > quota else { return [] }
    return [
      TenantProblem(
        .quotaExceeded,
        "the tenant has \(namespaces.count) namespaces and may have \(quota): raise the quota, or "
          + "delete some")
    ]
  }
}

extension Principal {
  /// How a tenant names it.
  fileprivate var kindAndName: (kind: String, name: String) {
    switch self {
    case .user(let name): ("User", name)
    case .group(let name): ("Group", name)
    case .serviceAccount(let namespace, let name):
      ("ServiceAccount", "system:serviceaccount:\(namespace):\(name)")
    }
  }
}

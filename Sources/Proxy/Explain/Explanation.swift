internal import JSON
internal import KubernetesAPI
internal import Ownership

/// Why a caller is shown something, or is not.
struct Explanation {
  /// What the proxy would make of the request.
  enum Outcome: String {
    /// The cluster's own rules allow it to the caller: the API server answers, and all is shown.
    case everything
    /// Of a list, or of events, the caller's part is shown.
    case part
    /// The one object is shown.
    case shown
    /// The one object is changed, after it was checked that it may be so.
    case changed
    /// Nothing of the caller's allows it: the API server refuses it to the caller.
    case refused
    /// The proxy does not look at the resource: the API server answers by its own rules.
    case notFiltered
  }

  let query: ExplainQuery
  let user: UserInfo
  let outcome: Outcome
  /// Whether the cluster's own rules allow the request; nil where that was not asked.
  let isAllowed: Bool?
  /// Why something of the resource is the caller's, or is not.
  let grounds: [Ground]

  private static let version = "bailiwick.explain/v1"
  /// Groups of the user that are told.
  private static let mostGroups = 64

  /// The outcome as a sentence.
  var sentence: String {
    switch outcome {
    case .everything: "the cluster's own rules allow it: the API server answers, nothing is hidden"
    case .part: "of everything there is, what the grounds select is shown"
    case .shown: "the object is the caller's"
    case .changed: "the change is checked, tried, and made for the caller"
    case .refused:
      "no ground of the caller's gives this of such an object, whether it is there or not: the API "
        + "server answers, and its own rules do not allow it"
    case .notFiltered: "the resource is not filtered: the API server answers by its own rules alone"
    }
  }

  /// The explanation as an object of its own kind, with a line feed.
  func encoded() -> [UInt8] {
    var request: JSONValue = ["verb": .string(query.verb), "resource": .string(resource)]
    if let name = query.name { request["name"] = .string(name) }
    var value: JSONValue = [
      "kind": "Explanation", "apiVersion": .string(Self.version),
      "user": [
        "username": .string(user.username),
        "groups": .strings(user.groups.prefix(Self.mostGroups)),
      ],
      "request": request, "outcome": .string(outcome.rawValue), "because": .string(sentence),
    ]
    if let isAllowed { value["allowedByCluster"] = .bool(isAllowed) }
    value["grounds"] = .array(grounds.map { $0.json(selectsNothing: outcome == .refused) })
    return value.encoded() + [UInt8(ascii: "\n")]
  }

  /// The resource as it is understood.
  var resource: String { query.resource?.groupResource.description ?? query.spelling }
}

extension Ground {
  /// The ground's members; what is not known is left out.
  ///
  /// Where no ground selects the object, one that goes by labels does not either, whether the object
  /// is there or not.
  fileprivate func json(selectsNothing: Bool) -> JSONValue {
    var value: JSONValue = [:]
    switch source {
    case .tenant(let name): value["tenant"] = .string(name)
    case .claim(let source): value["claim"] = .string("\(source)")
    case .roleBinding(let namespace, let name, let role):
      value["roleBinding"] = .string("\(namespace)/\(name)")
      value["role"] = .string(role.text)
    case .roleBindings, .memory: break
    }
    value["through"] = .string("\(owner)")
    if verdict != .dependsOnLabels || selectsNothing {
      value["selects"] = .bool(verdict == .yes)
    }
    value["operations"] = .strings(operations.words)
    value["because"] = .string(reason)
    if !names.isEmpty { value["names"] = .strings(names) }
    if moreNames > 0 { value["moreNames"] = .int(moreNames) }
    return value
  }
}

extension RoleReference {
  /// The kind and the name.
  var text: String {
    switch self {
    case .clusterRole(let name): "ClusterRole \(name)"
    case .role(_, let name): "Role \(name)"
    }
  }
}

extension Operations {
  /// The names that tenants have for them.
  var words: [String] {
    [("List", Operations.list), ("Update", .update), ("Delete", .delete)]
      .filter { isSuperset(of: $0.1) }.map(\.0)
  }
}

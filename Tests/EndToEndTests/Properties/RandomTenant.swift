import JSON

/// A tenant with owners, what each may list, and what is its own of each resource.
struct RandomTenant: Sendable {
  /// Somebody who can own a tenant.
  enum Owner: Sendable, Hashable, CaseIterable {
    case alpha, beta, gamma
    case crew, staff

    var kind: String {
      switch self {
      case .alpha, .beta, .gamma: "User"
      case .crew, .staff: "Group"
      }
    }
  }

  let name: String
  /// The kinds in `proxySettings` of each owner.
  let owners: [Owner: Set<String>]
  let rules: [String: RandomRule]
  /// Labels of its nodes; nil for all nodes.
  let nodeLabels: [String: String]?

  static let classKinds = ["StorageClasses", "IngressClasses", "PriorityClasses", "RuntimeClasses"]
  static let kinds = classKinds + ["Nodes", "PersistentVolumes"]

  static func random(
    _ number: Int, things: [String: [RandomThing]], using random: inout some RandomNumberGenerator
  ) -> RandomTenant {
    var owners: [Owner: Set<String>] = [:]
    for owner in Owner.allCases where Int.random(in: 0..<3, using: &random) == 0 {
      owners[owner] = Set(kinds.filter { _ in Bool.random(using: &random) })
    }
    var rules: [String: RandomRule] = [:]
    for kind in classKinds {
      rules[kind] = .random((things[kind] ?? []).map(\.name), using: &random)
    }
    let nodeLabels: [[String: String]?] = [
      nil, ["color": "red"], ["color": "blue", "tier": "one"], ["tier": "one"],
    ]
    return RandomTenant(
      name: "random-\(number)", owners: owners, rules: rules,
      nodeLabels: nodeLabels.randomElement(using: &random) ?? nil)
  }

  var object: JSONValue {
    var spec: JSONValue = [:]
    spec["owners"] = .array(
      owners.sorted { "\($0.key)" < "\($1.key)" }.map { owner, kinds in
        [
          "kind": .string(owner.kind), "name": .string("random-\(owner)"),
          "proxySettings": .array(
            kinds.sorted().map { ["kind": .string($0), "operations": ["List"]] }),
        ]
      })
    let fields = [
      "StorageClasses": "storageClasses", "PriorityClasses": "priorityClasses",
      "RuntimeClasses": "runtimeClasses",
    ]
    for (kind, field) in fields { if let rule = rules[kind]?.field { spec[field] = rule } }
    if let rule = rules["IngressClasses"]?.field {
      spec["ingressOptions"] = ["allowedClasses": rule]
    }
    if let nodeLabels {
      var labels: JSONValue = [:]
      for (key, value) in nodeLabels { labels[key] = .string(value) }
      spec["nodeSelector"] = labels
    }
    return [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(name)], "spec": spec,
    ]
  }

  /// Whether the tenant selects an object, of whatever it was given the operation for.
  func selects(_ thing: RandomThing, of kind: String) -> Bool {
    switch kind {
    case "Nodes":
      nodeLabels.map { wanted in
        wanted.allSatisfy { thing.labels[$0.key] == $0.value }
      } ?? true
    case "PersistentVolumes": thing.labels["capsule.clastix.io/tenant"] == name
    default: rules[kind]?.selects(thing) ?? true
    }
  }
}

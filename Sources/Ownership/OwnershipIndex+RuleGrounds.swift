import KubernetesAPI

/// Says which rule of a tenant selects an object, and by which of its parts.
extension OwnershipIndex {
  func ruleGrounds(
    _ tenant: Tenant, _ owner: Principal, of resource: FilteredResource, named name: String?,
    labels: [String: String]?
  ) -> [Ground] {
    let given = resource == .nodeMetrics ? .nodes : resource
    let operations = tenant.owners[owner]?[given] ?? []
    guard !operations.isEmpty else {
      return [
        Ground(
          .tenant(tenant.name), owner, .no,
          "the tenant gives no operation on \(given.settingsKind ?? given.groupResource.description)",
          operations: [])
      ]
    }
    // The metrics of a node are shown with the node, whose labels are known.
    let labels =
      resource == .nodeMetrics ? name.flatMap { objects[.nodes]?[$0]?.labels } : labels
    return (tenant.rules[given] ?? []).map { rule in
      let (verdict, reason) =
        name.map { Self.judge($0, labels, by: rule, given.fields) }
        ?? (rule == .nothing ? .no : .yes, Self.text(of: rule, given.fields))
      return Ground(
        .tenant(tenant.name), owner, verdict, reason, operations: operations,
        names: name == nil ? Array(rule.names) : [])
    }
  }

  private static func judge(
    _ name: String, _ labels: [String: String]?, by rule: Rule, _ fields: String
  ) -> (NameVerdict, String) {
    if rule.isEverything { return (.yes, text(of: rule, fields)) }
    if rule.names.contains(name) { return (.yes, "\(fields) names it") }
    if let pattern = rule.pattern, pattern.matches(name) {
      return (.yes, "\(fields) has the pattern \(pattern.source), which its name matches")
    }
    guard let selector = rule.labels else { return (.no, text(of: rule, fields)) }
    guard let labels else { return (.dependsOnLabels, text(of: rule, fields)) }
    return selector.matches(labels)
      ? (.yes, "\(fields) wants \(selector), and its labels are so")
      : (.no, text(of: rule, fields))
  }

  /// What a rule selects, whatever is asked for.
  private static func text(of rule: Rule, _ fields: String) -> String {
    if rule.isEverything { return "\(fields) is absent, which selects everything" }
    var parts: [String] = []
    if !rule.names.isEmpty {
      let names = rule.names.sorted()
      let rest = names.count - Ground.mostNames
      parts.append(
        "the names " + names.prefix(Ground.mostNames).joined(separator: ", ")
          + (rest > 0 ? " and \(rest) more" : ""))
    }
    if let pattern = rule.pattern { parts.append("names that match \(pattern.source)") }
    if let labels = rule.labels { parts.append("the labels \(labels)") }
    guard !parts.isEmpty else { return "\(fields) is there and selects nothing" }
    return "\(fields) selects " + parts.joined(separator: ", or ")
  }
}

extension FilteredResource {
  /// The fields of a tenant that say what of the resource is selected, as people write them.
  fileprivate var fields: String {
    switch basis {
    case .nodeSelector, .nodesByName: "spec.nodeSelector"
    case .classes(let paths):
      paths.map { "spec." + $0.joined(separator: ".") }.joined(separator: " or ")
    case .tenantLabel: "its tenant's label"
    case .ownership: "ownership"
    }
  }
}

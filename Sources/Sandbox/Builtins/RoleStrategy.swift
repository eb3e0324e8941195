import JSON

/// Roles and ClusterRoles (`pkg/apis/rbac/validation`).
struct RoleStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  let isNamespaced: Bool

  var nameRule: NameRule { .pathSegment }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    let rules = object.items("rules").enumerated().flatMap { place, rule in
      problems(rule: rule, "rules[\(place)]")
    }
    return rules + aggregation(of: object)
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    problems(creating: object)
  }

  private func problems(rule: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if rule.items("verbs").isEmpty {
      problems.append(.required("\(field).verbs", "verbs must contain at least one value"))
    }
    let paths = rule.items("nonResourceURLs")
    let (groups, resources) = (rule.items("apiGroups"), rule.items("resources"))
    guard paths.isEmpty else {
      let pathsField = "\(field).nonResourceURLs"
      if isNamespaced {
        problems.append(
          .invalid(
            pathsField, .array(paths), "namespaced rules cannot apply to non-resource URLs"))
      }
      if !groups.isEmpty || !resources.isEmpty || !rule.items("resourceNames").isEmpty {
        problems.append(
          .invalid(
            pathsField, .array(paths),
            "rules cannot apply to both regular resources and non-resource URLs"))
      }
      return problems
    }
    if groups.isEmpty {
      problems.append(
        .required("\(field).apiGroups", "resource rules must supply at least one api group"))
    }
    if resources.isEmpty {
      problems.append(
        .required("\(field).resources", "resource rules must supply at least one resource"))
    }
    return problems
  }

  private func aggregation(of object: JSONValue) -> [FieldProblem] {
    guard let rule = object["aggregationRule"], !rule.isNull else { return [] }
    let field = "aggregationRule.clusterRoleSelectors"
    let selectors = rule.items("clusterRoleSelectors")
    guard !selectors.isEmpty else {
      return [
        .required(field, "at least one clusterRoleSelector required if aggregationRule is non-nil")
      ]
    }
    return selectors.enumerated().flatMap { place, selector in
      SelectorProblems.problems(selector, "\(field)[\(place)]")
    }
  }
}

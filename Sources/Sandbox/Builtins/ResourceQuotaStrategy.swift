import JSON

/// ResourceQuotas (`ValidateResourceQuota`).
struct ResourceQuotaStrategy: StatusStrategy {
  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    for (name, amount) in object["spec", "hard"]?.object ?? [:] {
      let field = "spec.hard[\(name)]"
      problems += Self.problems(resource: name, field)
      problems += Self.problems(amount: amount, of: name, field)
    }
    let scopes = [
      "BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating",
      "PriorityClass", "Terminating", "VolumeAttributesClass",
    ]
    let given = object.items("spec", "scopes")
    for scope in given where !scopes.contains(scope.string ?? "") {
      problems.append(.invalid("spec.scopes", .array(given), "unsupported scope"))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    let names = { (quota: JSONValue) in Set(quota.items("spec", "scopes").compactMap(\.string)) }
    return problems(creating: object)
      + (names(object) == names(old)
        ? []
        : [
          .invalid(
            "spec.scopes", object["spec", "scopes"] ?? .null, "field is immutable")
        ])
  }

  private static func problems(resource name: String, _ field: String) -> [FieldProblem] {
    let syntax = NameSyntax.qualifiedName(name)
    guard syntax.isEmpty else { return syntax.map { .invalid(field, .string(name), $0) } }
    guard !name.contains("/") else { return [] }
    var problems: [FieldProblem] = []
    if !standard.contains(name), name != "storage" {
      problems.append(
        .invalid(
          field, .string(name), "must be a standard resource type or fully qualified"))
    }
    if !standard.contains(name) {
      problems.append(.invalid(field, .string(name), "must be a standard resource for quota"))
    }
    return problems
  }

  private static func problems(
    amount: JSONValue, of name: String, _ field: String
  ) -> [FieldProblem] {
    guard let value = QuantityAmount.amount(amount.string ?? "") else { return [] }
    var problems: [FieldProblem] = []
    if value < 0 {
      problems.append(.invalid(field, amount, "must be greater than or equal to 0"))
    }
    if counted.contains(name), value != value.rounded() {
      problems.append(.invalid(field, amount, "must be an integer"))
    }
    return problems
  }

  private static let counted: Set<String> = [
    "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
    "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
  ]

  private static let standard = counted.union([
    "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage",
    "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
  ])
}

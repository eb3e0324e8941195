import JSON

/// One rule of a Role or ClusterRole (`rbac/v1` PolicyRule): what may be done to what.
struct PolicyRule: Sendable, Hashable {
  var verbs: [String] = []
  var apiGroups: [String] = []
  var resources: [String] = []
  var resourceNames: [String] = []
  var nonResourceURLs: [String] = []
}

extension PolicyRule {
  /// Reads a rule; what is not a list of texts counts as empty.
  init(_ json: JSONValue) {
    verbs = Self.strings(json["verbs"])
    apiGroups = Self.strings(json["apiGroups"])
    resources = Self.strings(json["resources"])
    resourceNames = Self.strings(json["resourceNames"])
    nonResourceURLs = Self.strings(json["nonResourceURLs"])
  }

  /// The rules of a role.
  static func rules(of role: JSONValue) -> [PolicyRule] {
    role["rules"]?.array?.map(PolicyRule.init) ?? []
  }

  /// The rule in the API's order of members; empty lists are left out, except for the verbs.
  var json: JSONValue {
    var json: JSONValue = ["verbs": .strings(verbs)]
    for (key, list) in [
      ("apiGroups", apiGroups), ("resources", resources), ("resourceNames", resourceNames),
      ("nonResourceURLs", nonResourceURLs),
    ] where !list.isEmpty {
      json[key] = .strings(list)
    }
    return json
  }

  private static func strings(_ value: JSONValue?) -> [String] {
    value?.array?.compactMap(\.string) ?? []
  }
}

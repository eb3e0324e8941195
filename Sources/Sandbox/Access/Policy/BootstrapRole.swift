import JSON

/// A Role or ClusterRole of the start, before it is an object.
struct BootstrapRole: Sendable {
  let name: String
  /// Empty for a ClusterRole.
  let namespace: String
  /// The roles that take this one's rules in, such as `edit`.
  let aggregatesTo: [String]
  let rules: [PolicyRule]

  init(
    _ name: String, namespace: String = "", aggregatesTo: [String] = [], _ rules: [PolicyRule]
  ) {
    self.name = name
    self.namespace = namespace
    self.aggregatesTo = aggregatesTo
    self.rules = rules
  }

  /// The object, with a name that begins as it should.
  func object(prefix: String = "") -> JSONValue {
    var labels: JSONValue = [:]
    for role in aggregatesTo { labels[BootstrapPolicy.aggregationLabel(role)] = "true" }
    var object = BootstrapPolicy.object(
      namespace.isEmpty ? "ClusterRole" : "Role", name: prefix + name, namespace: namespace,
      labels: labels)
    object["rules"] = .array(rules.map(\.json))
    return object
  }
}

extension PolicyRule {
  /// A rule about resources from lists with spaces between; without groups it is the core group.
  init(_ verbs: String, on resources: String, in groups: String..., named names: String = "") {
    self.init(
      verbs: Self.words(verbs), apiGroups: groups.isEmpty ? [""] : groups,
      resources: Self.words(resources), resourceNames: Self.words(names))
  }

  /// A rule about paths from lists with spaces between.
  init(_ verbs: String, urls: String) {
    self.init(verbs: Self.words(verbs), nonResourceURLs: Self.words(urls))
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

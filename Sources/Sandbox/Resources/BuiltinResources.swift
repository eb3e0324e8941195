/// The resources every server has.
///
/// Names, verbs and subresources are those a Kubernetes 1.36 lists in its discovery documents.
enum BuiltinResources {
  /// All of them, group by group.
  static let all: [Resource] =
    core + apps + batch + access + reviews + networking + storage + policies + extensions

  /// The groups in the order in which `/apis` lists them; groups of custom resources follow.
  static let groups = [
    "apps", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
    "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io",
    "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io",
    "coordination.k8s.io", "node.k8s.io",
  ]
}

extension Resource {
  /// A built-in resource, which has one version and a message of protobuf.
  ///
  /// - Parameter message: the structure's name, whose last part is the kind.
  static func builtin(
    _ plural: String, _ message: String, group: String = "", version: String = "v1",
    isNamespaced: Bool, shortNames: [String] = [], categories: [String] = [],
    singular: String? = nil, verbs: [String] = Resource.allVerbs,
    subresources: [Subresource] = [], columns: [TableColumn] = TableColumn.standard,
    deprecation: String? = nil,
    strategy: any Strategy = CommonStrategy()
  ) -> Resource {
    let kind = message.split(separator: ".").last.map(String.init) ?? message
    return Resource(
      group: group,
      names: Names(
        plural: plural, kind: kind, singular: singular, shortNames: shortNames,
        categories: categories),
      isNamespaced: isNamespaced,
      versions: [
        ResourceVersion(
          name: version, schema: .message(message), subresources: subresources, columns: columns,
          deprecationWarning: deprecation)
      ], verbs: verbs, strategy: strategy, message: message)
  }
}

import KubernetesAPI

/// One resource that is served, built in or made by a CustomResourceDefinition.
struct Resource: Sendable {
  /// What it is called.
  struct Names: Sendable, Hashable {
    var plural: String
    var singular: String
    var kind: String
    var listKind: String
    var shortNames: [String] = []
    var categories: [String] = []

    init(
      plural: String, kind: String, singular: String? = nil, listKind: String? = nil,
      shortNames: [String] = [], categories: [String] = []
    ) {
      self.plural = plural
      self.kind = kind
      self.singular = singular ?? kind.lowercased()
      self.listKind = listKind ?? kind + "List"
      self.shortNames = shortNames
      self.categories = categories
    }
  }

  let group: String
  let names: Names
  let isNamespaced: Bool
  /// Every version, served or not, the preferred first.
  let versions: [ResourceVersion]
  /// The verbs of the resource itself, in alphabetical order as discovery lists them.
  var verbs = Resource.allVerbs
  /// Whether the definition behind it is being deleted, so that nothing new is made.
  var isGoing = false
  /// How objects are prepared and judged.
  var strategy: any Strategy = CommonStrategy()
  /// The message of one object in protobuf; nil when the resource has no protobuf.
  var message: String?
  /// The CustomResourceDefinition behind it, nil for a built-in resource.
  var definition: String?

  static let allVerbs = [
    "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
  ]

  var groupResource: GroupResource { GroupResource(group: group, resource: names.plural) }

  /// The served version of that name.
  func version(_ name: String) -> ResourceVersion? {
    versions.first { $0.name == name && $0.isServed }
  }

  /// The version objects are kept in.
  var storageVersion: ResourceVersion { versions.first(where: \.isStorage) ?? versions[0] }

  /// `group/version`, or the version alone in the core group.
  func apiVersion(_ version: String) -> String { group.isEmpty ? version : "\(group)/\(version)" }
}

import JSON
import KubernetesAPI

/// What a CustomResourceDefinition makes.
enum CustomResource {
  /// The verbs of a custom resource, in the order in which the API server lists them.
  static let verbs = [
    "delete", "deletecollection", "get", "list", "patch", "create", "update", "watch",
  ]

  /// The verbs while the definition goes away, as discovery lists them.
  ///
  /// To change an object, as who clears a finalizer does, goes all the same
  /// (`customresource_handler.go`, `serveResource`).
  static let terminatingVerbs = ["delete", "deletecollection", "get", "list", "watch"]

  /// The resource a definition describes; nil when it is incomplete.
  ///
  /// Whether it is to be served (`Established`) is another question, `DefinitionStatus.isEstablished`.
  static func resource(from definition: JSONValue) -> Resource? {
    guard let spec = definition["spec"], let group = spec["group"]?.string,
      let names = names(spec["names"]), let entries = spec["versions"]?.array, !entries.isEmpty
    else { return nil }
    let rules = entries.compactMap { VersionRules($0, group: group, kind: names.kind) }
    let versions = zip(entries, rules).map { version($0, of: entries, $1, group: group) }
    let isTerminating = DefinitionStatus.condition("Terminating", of: definition) == "True"
    return Resource(
      group: group, names: names, isNamespaced: spec["scope"]?.string == "Namespaced",
      versions: versions.sorted { KubeVersion($0.name) > KubeVersion($1.name) },
      verbs: isTerminating ? terminatingVerbs : verbs, isGoing: isTerminating,
      strategy: CustomResourceStrategy(
        group: group, versions: rules, isNamespaced: spec["scope"]?.string == "Namespaced"),
      definition: definition.name)
  }

  private static func names(_ names: JSONValue?) -> Resource.Names? {
    guard let names, let plural = names["plural"]?.string, let kind = names["kind"]?.string else {
      return nil
    }
    return Resource.Names(
      plural: plural, kind: kind, singular: names["singular"]?.string,
      listKind: names["listKind"]?.string,
      shortNames: names["shortNames"]?.array?.compactMap(\.string) ?? [],
      categories: names["categories"]?.array?.compactMap(\.string) ?? [])
  }

  private static func version(
    _ entry: JSONValue, of entries: [JSONValue], _ rules: VersionRules, group: String
  ) -> ResourceVersion {
    var subresources: [Subresource] = []
    if rules.hasStatus { subresources.append(.status) }
    if let scale = rules.scale {
      subresources.append(
        Subresource(
          name: "scale", verbs: ["get", "patch", "update"],
          kind: ("autoscaling", "v1", "Scale"), scale: scale))
    }
    return ResourceVersion(
      name: rules.name, isServed: entry["served"]?.bool ?? false, isStorage: rules.isStorage,
      schema: rules.schema.objectShape, subresources: subresources,
      columns: CustomResourceColumns.columns(entry["additionalPrinterColumns"]?.array ?? []),
      openAPISchema: entry["schema", "openAPIV3Schema"],
      deprecationWarning: deprecation(entry, of: entries, group: group, rules: rules),
      selectableFields: rules.selectableFields.map(\.name))
  }

  /// The warning of a deprecated version, which names the best one there is instead
  /// (`customresource_handler.go`).
  private static func deprecation(
    _ entry: JSONValue, of entries: [JSONValue], group: String, rules: VersionRules
  ) -> String? {
    func isDeprecated(_ entry: JSONValue) -> Bool { entry["deprecated"]?.bool ?? false }
    guard isDeprecated(entry) else { return nil }
    if let warning = entry["deprecationWarning"]?.string { return warning }
    let newer = entries.filter { ($0["served"]?.bool ?? false) && !isDeprecated($0) }
      .compactMap { $0["name"]?.string }
      .filter { KubeVersion($0) > KubeVersion(rules.name) }
    let best = newer.max { KubeVersion($0) < KubeVersion($1) }
    return "\(group)/\(rules.name) \(rules.kind) is deprecated"
      + (best.map { "; use \(group)/\($0) \(rules.kind)" } ?? "")
  }
}

import JSON
import KubernetesAPI
import Wire

/// One resource of one version in discovery.
struct DiscoveryEntry {
  private let resource: Resource
  private let version: ResourceVersion

  init(_ resource: Resource, _ version: ResourceVersion) {
    self.resource = resource
    self.version = version
  }

  /// Subresources in the order of the lists: by name, but a custom resource's scale is last.
  private var subresources: [Subresource] {
    guard resource.definition == nil else { return version.subresources }
    return version.subresources.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The `APIResource`, and those of the subresources.
  var legacy: [JSONValue] {
    let names = resource.names
    var members: JSONObject = [
      "name": .string(names.plural), "singularName": .string(names.singular),
      "namespaced": .bool(resource.isNamespaced), "kind": .string(names.kind),
      "verbs": .strings(resource.verbs),
    ]
    addNames(to: &members)
    // Only what is in the store has a hash, and all of that can be watched.
    if resource.verbs.contains("watch") { members["storageVersionHash"] = .string(hash) }
    return [.object(members)] + subresources.map(legacy)
  }

  private func legacy(_ subresource: Subresource) -> JSONValue {
    var members: JSONObject = [
      "name": .string("\(resource.names.plural)/\(subresource.name)"), "singularName": "",
      "namespaced": .bool(resource.isNamespaced),
    ]
    if let kind = foreignKind(subresource) {
      members["group"] = .string(kind.group)
      members["version"] = .string(kind.version)
    }
    members["kind"] = .string(subresource.kind?.kind ?? resource.names.kind)
    members["verbs"] = .strings(subresource.verbs)
    return .object(members)
  }

  /// The `APIResourceDiscovery`.
  var aggregated: JSONValue {
    let names = resource.names
    var members: JSONObject = [
      "resource": .string(names.plural), "responseKind": responseKind(nil),
      "scope": .string(resource.isNamespaced ? "Namespaced" : "Cluster"),
      "singularResource": .string(names.singular), "verbs": .strings(resource.verbs),
    ]
    addNames(to: &members)
    if !version.subresources.isEmpty {
      members["subresources"] = .array(
        subresources.map { subresource in
          [
            "subresource": .string(subresource.name), "responseKind": responseKind(subresource),
            "verbs": .strings(subresource.verbs),
          ]
        })
    }
    return .object(members)
  }

  private func addNames(to members: inout JSONObject) {
    if !resource.names.shortNames.isEmpty {
      members["shortNames"] = .strings(resource.names.shortNames)
    }
    if !resource.names.categories.isEmpty {
      members["categories"] = .strings(resource.names.categories)
    }
  }

  /// The kind of a subresource that belongs to another group or version.
  private func foreignKind(_ subresource: Subresource) -> (group: String, version: String)? {
    guard let kind = subresource.kind else { return nil }
    guard kind.group != resource.group || kind.version != version.name else { return nil }
    return kind.group.isEmpty && kind.version.isEmpty ? nil : (kind.group, kind.version)
  }

  /// The kind of the answers; the API server leaves group and version of its own kinds empty.
  private func responseKind(_ subresource: Subresource?) -> JSONValue {
    let isCustom = resource.definition != nil
    let own = (isCustom ? resource.group : "", isCustom ? version.name : "")
    let (group, version) = subresource.flatMap(foreignKind) ?? own
    return [
      "group": .string(group), "version": .string(version),
      "kind": .string(subresource?.kind?.kind ?? resource.names.kind),
    ]
  }

  /// `StorageVersionHash`; events of both groups are kept in one place, and definitions in an older
  /// version than the one that is served.
  private var hash: String {
    let group = resource.group == "events.k8s.io" ? "" : resource.group
    let isDefinition = resource.groupResource == .definitions
    let version = isDefinition ? "v1beta1" : resource.storageVersion.name
    let kind = "\(group)/\(version)/\(resource.names.kind)"
    return Base64.encode(Array(Digest(of: kind).bytes.prefix(8)))
  }
}

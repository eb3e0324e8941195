import JSON
import KubernetesAPI
import Wire

/// The documents of OpenAPI v3, one for each group and version.
///
/// They say what clients act on: the paths with their kinds, which of them take `fieldValidation`,
/// and the fields of the kinds. Of v2 there is but a `SwaggerDocument`.
struct OpenAPI: Sendable {
  private let groups: [DiscoveryGroup]

  /// - Parameter resources: everything that is served, `Catalog.all`.
  init(resources: [Resource]) { groups = Discovery(resources: resources).groups }

  /// The index at `/openapi/v3`; it is sent as `text/plain; charset=utf-8`.
  var index: JSONValue {
    var paths = JSONObject()
    let names = groups.flatMap { group in
      group.versions.map { (Self.path(group.name, $0), group, $0) }
    }
    for (path, group, version) in names.sorted(by: { $0.0 < $1.0 }) {
      let hash = Self.hash(of: group, version)
      paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(hash)")]
    }
    return ["paths": .object(paths)]
  }

  /// The document of a path such as `api/v1` or `apis/apps/v1`, what follows `/openapi/v3/`; nil
  /// when there is none.
  func document(_ path: String) -> JSONValue? {
    for group in groups {
      for version in group.versions where Self.path(group.name, version) == path {
        return Self.document(of: group, version)
      }
    }
    return nil
  }

  /// What stands for the document of a path in the index; nil when there is none.
  func hash(_ path: String) -> String? {
    for group in groups {
      for version in group.versions where Self.path(group.name, version) == path {
        return Self.hash(of: group, version)
      }
    }
    return nil
  }

  private static func path(_ group: String, _ version: String) -> String {
    group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
  }

  /// Another text whenever the document is another.
  private static func hash(of group: DiscoveryGroup, _ version: String) -> String {
    var text = group.resourceList(version)?.description ?? ""
    for resource in group.resources {
      text += resource.version(version)?.openAPISchema?.description ?? ""
    }
    return Digest(of: text).description.uppercased()
  }

  private static func document(of group: DiscoveryGroup, _ version: String) -> JSONValue {
    var paths: [String: JSONValue] = [:]
    var components = OpenAPIComponents()
    for resource in group.resources {
      guard let served = resource.version(version) else { continue }
      paths.merge(OpenAPIPaths(resource, served).paths) { one, _ in one }
      components.add(resource, served)
    }
    return [
      "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.36.2"],
      "paths": JSONValue.object(paths),
      "components": ["schemas": JSONValue.object(components.finish())],
    ]
  }
}

extension JSONValue {
  /// An object of members in alphabetical order.
  static func object(_ members: [String: JSONValue]) -> JSONValue {
    .object(JSONObject(sorting: Array(members)))
  }
}

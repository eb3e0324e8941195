import JSON
import KubernetesAPI

/// The paths of one resource, with what each operation is about.
struct OpenAPIPaths {
  private let resource: Resource
  private let version: ResourceVersion

  init(_ resource: Resource, _ version: ResourceVersion) {
    self.resource = resource
    self.version = version
  }

  /// The operations by path.
  var paths: [String: JSONValue] {
    let root = resource.group.isEmpty ? "/api" : "/apis/\(resource.group)"
    let base = "\(root)/\(version.name)"
    let plural = resource.names.plural
    let home =
      resource.isNamespaced ? "\(base)/namespaces/{namespace}/\(plural)" : "\(base)/\(plural)"
    var paths: [String: JSONValue] = [:]
    if resource.isNamespaced, resource.verbs.contains("list") {
      paths["\(base)/\(plural)"] = operations([("list", "get")], resource.names.kind)
    }
    let collection = [("list", "get"), ("create", "post"), ("deletecollection", "delete")]
    paths[home] = operations(collection, resource.names.kind)
    let single = [("get", "get"), ("update", "put"), ("patch", "patch"), ("delete", "delete")]
    if resource.verbs.contains("get") {
      paths["\(home)/{name}"] = operations(single, resource.names.kind)
    }
    for subresource in version.subresources {
      let verbs = [("get", "get"), ("update", "put"), ("patch", "patch"), ("create", "post")]
      paths["\(home)/{name}/\(subresource.name)"] = operations(
        verbs, subresource.kind?.kind ?? resource.names.kind, subresource)
    }
    return paths
  }

  private func operations(
    _ verbs: [(verb: String, method: String)], _ kind: String, _ subresource: Subresource? = nil
  ) -> JSONValue {
    var operations = JSONObject()
    for (verb, method) in verbs where (subresource?.verbs ?? resource.verbs).contains(verb) {
      operations[method] = operation(verb, method, kind, subresource?.kind)
    }
    return .object(operations)
  }

  private func operation(
    _ verb: String, _ method: String, _ kind: String,
    _ other: (group: String, version: String, kind: String)?
  ) -> JSONValue {
    let actions = ["create": "post", "update": "put"]
    var parameters: [JSONValue] = []
    if ["create", "update", "patch"].contains(verb) {
      parameters = ["dryRun", "fieldManager", "fieldValidation"].map { parameter($0, "string") }
    }
    if verb == "patch" { parameters.append(parameter("force", "boolean")) }
    return [
      "parameters": .array(parameters), "responses": ["200": ["description": "OK"]],
      "x-kubernetes-action": .string(actions[verb] ?? verb),
      "x-kubernetes-group-version-kind": [
        "group": .string(other?.group ?? resource.group),
        "version": .string(
          other.map { $0.version.isEmpty ? version.name : $0.version } ?? version.name),
        "kind": .string(kind),
      ],
    ]
  }

  private func parameter(_ name: String, _ type: String) -> JSONValue {
    [
      "name": .string(name), "in": "query",
      "schema": ["type": .string(type), "uniqueItems": true],
    ]
  }
}

import JSON
import KubernetesAPI

@testable import Sandbox

/// A store with the recorded namespaces, as a real server listed them.
enum Shelves {
  static let namespaces = GroupResource(group: "", resource: "namespaces")

  static let resource = Resource(
    group: "", names: Resource.Names(plural: "namespaces", kind: "Namespace"),
    isNamespaced: false,
    versions: [
      ResourceVersion(
        name: "v1", schema: .any,
        columns: [
          TableColumn(name: "Name", format: "name") { object, _ in .string(object.name) }
        ])
    ], message: "core.Namespace")

  /// The namespaces of a recorded list, at the revisions from 2 on.
  static func recorded(_ name: String = "namespaces.list.json") throws -> ObjectStore {
    let store = ObjectStore()
    for item in try Recording.json(name)["items"]?.array ?? [] {
      var object: JSONValue = ["kind": "Namespace", "apiVersion": "v1"]
      for (key, value) in item.object ?? [:] { object[key] = value }
      _ = try store.write { $0.put(namespaces, object) }
    }
    return store
  }

  static func writer(_ form: MediaForm, includeObject: String = "Metadata") -> ObjectWriter {
    ObjectWriter(
      resource: resource, version: resource.versions[0], form: form, includeObject: includeObject,
      now: 1_700_000_000)
  }

  static func selection(_ query: String = "") throws -> Selection {
    try Selection(
      Query(parsing: query), namespace: nil, resource: resource, version: resource.versions[0])
  }

  static func api(_ store: ObjectStore) -> API {
    API(store: store, catalog: Catalog([resource]))
  }
}

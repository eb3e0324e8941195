import JSON
import Kubernetes

/// What a test keeps of a namespace.
struct NamespaceRecord: KubernetesObject, Equatable {
  struct Unreadable: Error {}

  let key: ObjectKey
  let uid: String
  let resourceVersion: String
  let tenant: String?

  init(_ name: String, uid: String? = nil, version: String, tenant: String? = nil) {
    key = ObjectKey(name: name)
    self.uid = uid ?? "uid-\(name)"
    resourceVersion = version
    self.tenant = tenant
  }

  init(json: JSONValue) throws {
    guard let name = json["metadata", "name"]?.string,
      let uid = json["metadata", "uid"]?.string,
      let version = json["metadata", "resourceVersion"]?.string
    else { throw Unreadable() }
    self.init(
      name, uid: uid, version: version,
      tenant: json["metadata", "labels", "capsule.clastix.io/tenant"]?.string)
  }
}

import JSON
import KubernetesAPI

/// An object as it is stored: never changed, only replaced.
final class StoredObject: Sendable {
  /// The object in its storage version, `apiVersion` and `kind` included.
  let value: JSONValue
  /// The revision of this state, as in `metadata.resourceVersion`.
  let revision: UInt64
  /// The same as JSON text, as the API server writes it.
  let json: [UInt8]
  let namespace: String
  let name: String
  let uid: String
  let labels: [String: String]

  /// Takes an object that has a `metadata.resourceVersion` already.
  init(_ value: JSONValue, revision: UInt64) {
    self.value = value
    self.revision = revision
    json = value.encodedAsGo()
    let metadata = value["metadata"]
    namespace = metadata?["namespace"]?.string ?? ""
    name = metadata?["name"]?.string ?? ""
    uid = metadata?["uid"]?.string ?? ""
    labels = value.labels
  }

  /// The same state at a later revision.
  func at(_ revision: UInt64) -> StoredObject {
    StoredObject(value.atRevision(revision), revision: revision)
  }
}

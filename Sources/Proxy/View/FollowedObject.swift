internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// An object whose labels are followed: nothing else of it is kept.
struct FollowedObject: KubernetesObject {
  let key: ObjectKey
  let uid: String
  let resourceVersion: String
  let labels: [String: String]

  init(json: JSONValue) throws {
    let metadata = try ObjectMeta(of: json)
    key = ObjectKey(name: metadata.name)
    uid = metadata.uid
    resourceVersion = metadata.resourceVersion
    labels = metadata.labels
  }

  /// What the index is told.
  var labelled: LabelledObject { LabelledObject(name: key.name, uid: uid, labels: labels) }
}

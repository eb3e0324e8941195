internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// What ownership is read from, kept with what following it needs.
struct Watched<Source: WatchedSource>: KubernetesObject {
  let source: Source
  let key: ObjectKey
  let uid: String
  let resourceVersion: String

  init(json: JSONValue) throws {
    let metadata = try ObjectMeta(of: json)
    guard let source = Source.read(metadata, json) else {
      throw FieldError(path: "roleRef", expected: "a role")
    }
    self.source = source
    key = ObjectKey(namespace: metadata.namespace, name: metadata.name)
    uid = metadata.uid
    resourceVersion = metadata.resourceVersion
  }
}

/// A kind of object that ownership follows from.
protocol WatchedSource: Sendable {
  /// Reads what matters; `nil` for an object that cannot mean anything.
  static func read(_ metadata: ObjectMeta, _ object: JSONValue) -> Self?

  /// Tells the index what the object is now.
  func set(in index: inout OwnershipIndex, now: UInt64)

  /// Tells the index that the object is gone.
  static func remove(_ key: ObjectKey, from index: inout OwnershipIndex, now: UInt64)

  /// The namespaces that the object says are somebody's.
  var owned: [String] { get }

  /// Says which streams a change of an object may concern; `owned` is of the object as it is now.
  static func touch(_ key: ObjectKey, _ owned: [String], _ streams: OpenStreams)
}

extension WatchedSource {
  var owned: [String] { [] }
}

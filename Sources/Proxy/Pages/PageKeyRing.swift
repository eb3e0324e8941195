internal import JSON
internal import Wire

/// The keys that the replicas share, as the Secret has them.
struct PageKeyRing: Sendable, Equatable {
  /// The Secret's name.
  static let name = "bailiwick-page-keys"
  /// Seconds after which another key is made; tokens live as long as the API server keeps the
  /// version of a list, which is minutes.
  static let lifetime: Int64 = 86_400

  /// Seals, and opens.
  var current: PageKey
  /// Opens only: sealed until the current one was made.
  var previous: PageKey?
  /// When the current one was made, in Unix seconds.
  var made: Int64
  /// The Secret's version; empty before it was created.
  var resourceVersion = ""

  /// Whether another key should be made, as it should for one from the future too.
  func isDue(at now: Int64) -> Bool {
    let (age, overflow) = now.subtractingReportingOverflow(made)
    return overflow || age >= Self.lifetime || age <= -Self.lifetime
  }

  /// The ring with this key in the place of the current one, which stays good for opening.
  func turned(to key: PageKey, at now: Int64) -> PageKeyRing {
    PageKeyRing(current: key, previous: current, made: now, resourceVersion: resourceVersion)
  }
}

extension PageKeyRing {
  /// Reads the Secret; nil when its content is not what was written here.
  init?(secret: JSONValue) {
    guard let data = secret["data"], let current = Self.key("current", in: data),
      let made = Self.bytes("made", in: data),
      let seconds = Int64(String(decoding: made, as: UTF8.self))
    else { return nil }
    let previous = Self.key("previous", in: data)
    guard previous != nil || data["previous"] == nil else { return nil }
    self.init(
      current: current, previous: previous, made: seconds,
      resourceVersion: secret["metadata", "resourceVersion"]?.string ?? "")
  }

  /// The Secret to create, or to put in the place of the version that was read.
  func secret(in namespace: String) -> JSONValue {
    var metadata: JSONValue = [
      "name": .string(Self.name), "namespace": .string(namespace),
      "labels": ["app.kubernetes.io/managed-by": "bailiwick"],
    ]
    if !resourceVersion.isEmpty { metadata["resourceVersion"] = .string(resourceVersion) }
    var data: JSONValue = [
      "current": .string(Base64.encode(current.bytes)),
      "made": .string(Base64.encode(Array("\(made)".utf8))),
    ]
    if let previous { data["previous"] = .string(Base64.encode(previous.bytes)) }
    return [
      "apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": "Opaque", "data": data,
    ]
  }

  private static func key(_ name: String, in data: JSONValue) -> PageKey? {
    bytes(name, in: data).flatMap(PageKey.init)
  }

  private static func bytes(_ name: String, in data: JSONValue) -> [UInt8]? {
    data[name]?.string.flatMap { Base64.decode($0) }
  }
}

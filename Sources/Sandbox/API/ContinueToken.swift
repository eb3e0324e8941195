import JSON
import KubernetesAPI
import Wire

/// Where the next page of a list begins (apiserver/pkg/storage/continue.go).
struct ContinueToken: Sendable, Hashable {
  /// The revision of the whole list.
  let revision: UInt64
  /// The key of the first object that may come, behind the resource's and the namespace's part.
  let start: String

  init(revision: UInt64, after object: StoredObject, in namespace: String?) {
    self.revision = revision
    let path = ObjectKey(object.namespace, object.name).path
    let key = namespace == nil ? path : "/" + object.name
    // The lowest key behind the last one.
    start = key + "\0"
  }

  /// Reads what a client was given.
  init(_ text: String) throws(Status) {
    guard let bytes = Base64.decode(text, .url) else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: illegal base64 data at input byte 0")
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      let reason = GoSyntax.problem(bytes) ?? error.reason
      throw .badRequest("invalid continue token: continue key is not valid: \(reason)")
    }
    guard value["v"]?.string == "meta.k8s.io/v1" else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: server does not recognize this encoded version \"\(value["v"]?.string ?? "")\""
      )
    }
    guard let revision = value["rv"]?.int, revision > 0 else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)"
      )
    }
    guard let start = value["start"]?.string, !start.isEmpty else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: encoded start key empty (version meta.k8s.io/v1)"
      )
    }
    self.revision = UInt64(revision)
    self.start = start.hasPrefix("/") ? start : "/" + start
  }

  /// The text a client is given.
  var encoded: String {
    let value: JSONValue = [
      "v": "meta.k8s.io/v1", "rv": .int(revision), "start": .string(start),
    ]
    return Base64.encode(value.encoded(), .url)
  }

  /// Whether an object belongs to this page or a later one.
  func isBefore(_ object: StoredObject, in namespace: String?) -> Bool {
    let key = namespace == nil ? ObjectKey(object.namespace, object.name).path : "/" + object.name
    return !key.utf8.lexicographicallyPrecedes(start.utf8)
  }
}

package import JSON

/// One event of a watch as the API server sends it (metav1.WatchEvent).
package enum WatchLine: Sendable, Equatable {
  /// An object that is new to the watch.
  case added(JSONValue)

  /// An object that changed.
  case modified(JSONValue)

  /// An object that is gone, or that left the watch's selector, in its last state.
  case deleted(JSONValue)

  /// A resourceVersion up to which the watch has shown everything.
  case bookmark(resourceVersion: String)

  /// Reads one line.
  ///
  /// An ERROR event is thrown as what its Status says.
  package init(_ bytes: [UInt8]) throws(APIError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
      throw .unreadable("an event of the watch is not JSON")
    }
    guard let object = value["object"], object.object != nil else {
      throw .unreadable("an event of the watch has no object")
    }
    switch value["type"]?.string {
    case "ADDED": self = .added(object)
    case "MODIFIED": self = .modified(object)
    case "DELETED": self = .deleted(object)
    case "BOOKMARK":
      guard let version = object["metadata", "resourceVersion"]?.string, !version.isEmpty else {
        throw .unreadable("a bookmark of the watch has no resourceVersion")
      }
      self = .bookmark(resourceVersion: version)
    case "ERROR": throw .refused(APIError.Refusal(status: object, code: nil))
    default: throw .unreadable("an event of the watch has no type that is known")
    }
  }
}

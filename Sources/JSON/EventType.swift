/// What a watch event says of its object (apimachinery's `watch.EventType`).
enum EventType: Equatable {
  /// ADDED or MODIFIED: the object is one of the watched.
  case change

  /// DELETED: the object is none of the watched any more.
  case deletion

  /// BOOKMARK: the object has a resourceVersion and nobody's name.
  case bookmark

  /// ERROR: the object is a Status.
  case error

  /// The type that this text spells; there are no others.
  init(_ text: String) throws(JSONError) {
    switch text {
    case "ADDED", "MODIFIED": self = .change
    case "DELETED": self = .deletion
    case "BOOKMARK": self = .bookmark
    case "ERROR": self = .error
    default: throw JSONError(offset: 0, reason: "event of an unknown type")
    }
  }
}

/// What a request asks for, in the words of authorisation.
package enum Verb: Sendable, Hashable {
  case get
  case list
  case watch
  case create
  case update
  case patch
  case delete
  case deletecollection
  /// The path prefix `/api/v1/proxy/…`, which the API server still reads and no longer serves.
  case proxy
  /// Any other word: the lower-case method of a request for no resource, empty for an unknown
  /// method on a resource.
  case other(String)

  /// The verb of a request for no resource: its method in lower case.
  init(nonResourceMethod method: String) {
    switch method {
    case "GET": self = .get
    case "PATCH": self = .patch
    case "DELETE": self = .delete
    default: self = .other(method.lowercased())
    }
  }

  /// The verb of a request for a resource, before the absence of a name is looked at.
  init(resourceMethod method: String) {
    switch method {
    case "GET", "HEAD": self = .get
    case "POST": self = .create
    case "PUT": self = .update
    case "PATCH": self = .patch
    case "DELETE": self = .delete
    default: self = .other("")
    }
  }
}

extension Verb: CustomStringConvertible {
  /// The word as an access review spells it.
  package var description: String {
    switch self {
    case .get: "get"
    case .list: "list"
    case .watch: "watch"
    case .create: "create"
    case .update: "update"
    case .patch: "patch"
    case .delete: "delete"
    case .deletecollection: "deletecollection"
    case .proxy: "proxy"
    case .other(let word): word
    }
  }
}

/// A way to read a resource.
enum GuaranteedRead: String, Sendable, CaseIterable, CustomStringConvertible {
  case list
  case page = "list, one at a time"
  case getOwn = "get what is theirs"
  case getOther = "get another's"
  case watch
  case watchOther = "watch another's by name"
  case legacyWatch = "watch by its old path"
  case watchList = "watch that begins with a list"
  case webSocket = "watch over WebSocket"
  case head = "HEAD"

  var description: String { rawValue }

  var method: String { self == .head ? "HEAD" : "GET" }

  /// Whether the whole answer is one object.
  var isOfOne: Bool { self == .getOwn || self == .getOther }

  /// The kind of its metadata alone.
  ///
  /// A watch asks for what its events hold.
  var metadataKind: String {
    switch self {
    case .list, .page, .head: "PartialObjectMetadataList"
    default: "PartialObjectMetadata"
    }
  }

  /// Whether events are waited for.
  var isWatch: Bool {
    switch self {
    case .watch, .legacyWatch, .watchList, .webSocket: true
    default: false
    }
  }

  /// The target; `seconds` is how long a watch lasts.
  func target(
    of resource: GuaranteedResource, in form: GuaranteedForm, seconds: Int = 1
  ) -> String {
    var query: [String] = []
    var path = resource.path
    let second = "timeoutSeconds=\(seconds)"
    switch self {
    case .list, .head: break
    case .page: query = ["limit=1"]
    case .getOwn: path += "/" + GuaranteedResource.own
    case .getOther: path += "/" + GuaranteedResource.other
    case .watch, .webSocket: query = ["watch=true", second]
    case .watchOther:
      query = ["watch=true", second, "fieldSelector=metadata.name%3D\(GuaranteedResource.other)"]
    case .legacyWatch: (path, query) = (resource.legacyWatchPath, [second])
    case .watchList:
      query = [
        "watch=true", second, "sendInitialEvents=true", "allowWatchBookmarks=true",
        "resourceVersionMatch=NotOlderThan",
      ]
    }
    if let object = form.includeObject { query.append("includeObject=\(object)") }
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }

  func fields(_ form: GuaranteedForm) -> [(String, String)] {
    let accept = [("Accept", form.accept)]
    guard self == .webSocket else { return accept }
    return accept + [
      ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
      ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]
  }
}

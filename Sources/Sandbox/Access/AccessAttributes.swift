/// What somebody wants to do (`authorizer.Attributes`).
struct AccessAttributes: Sendable, Hashable {
  /// The verb, such as `list`; for a path the lower-case method.
  var verb: String
  /// The path, when it is not about a resource; nil otherwise.
  var path: String?
  var group = ""
  var version = ""
  var resource = ""
  var subresource = ""
  var namespace = ""
  var name = ""
}

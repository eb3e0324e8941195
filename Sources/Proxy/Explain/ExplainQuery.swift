internal import KubernetesAPI
internal import Ownership

/// What somebody wants to have explained.
struct ExplainQuery {
  /// The resource as it was spelled.
  let spelling: String
  /// The resource; nil for one that is not filtered.
  let resource: FilteredResource?
  /// The verb.
  let verb: String
  /// The name of one object; nil for all.
  let name: String?
  /// Whether people read the answer.
  let isText: Bool

  private static let parameters = ["resource", "name", "verb", "output"]
  private static let verbs = ["get", "list", "watch", "update", "patch", "delete"]
  private static let usage =
    "ask /bailiwick/explain?resource=namespaces&name=NAME&verb=get, where name and verb may be "
    + "left out, resource may carry its group (storageclasses.storage.k8s.io), and output=text is "
    + "for people"

  /// Reads the query of a request; throws how it is refused.
  init(_ query: Query, accept: String?) throws(Status) {
    if query.hasDroppedPairs { throw .badRequest("the query cannot be read: \(Self.usage)") }
    for name in query.names where !Self.parameters.contains(name) {
      throw .badRequest("an unknown parameter: \(Self.usage)")
    }
    guard let spelling = query[first: "resource"], !spelling.isEmpty else {
      throw .badRequest("no resource is given: \(Self.usage)")
    }
    let name = query[first: "name"].flatMap { $0.isEmpty ? nil : $0 }
    let verb = query[first: "verb"] ?? (name == nil ? "list" : "get")
    guard Self.verbs.contains(verb) else {
      throw .badRequest(
        "the verb is none of \(Self.verbs.joined(separator: ", ")): \(Self.usage)")
    }
    guard name != nil || verb == "list" || verb == "watch" else {
      throw .badRequest("\(verb) is of one object, and no name is given: \(Self.usage)")
    }
    switch query[first: "output"] {
    case "json": isText = false
    case "text": isText = true
    case nil, "":
      // The first that is named of the two; kubectl names JSON, and anything.
      let clauses = Accept(parsing: accept).clauses
      isText = clauses.first.map { $0.type == "text" && $0.subtype != "html" } ?? false
    default: throw .badRequest("output is neither json nor text: \(Self.usage)")
    }
    self.spelling = spelling
    self.verb = verb
    self.name = name
    resource =
      FilteredResource.allCases.first { $0.groupResource.description == spelling }
      ?? FilteredResource.allCases.first { $0.groupResource.resource == spelling }
  }
}

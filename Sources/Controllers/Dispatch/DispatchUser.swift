package import JSON
package import Kubernetes

/// What a DispatchUser asks for.
package struct DispatchUser: Seniority, Sendable {
  package let object: APIObject
  /// What the user is called; empty in an object that does not say.
  package let userID: String
  /// The namespaces, each once, in the order of the list.
  package let namespaces: [String]
  /// The cluster role in each of them; nil for the usual one.
  package let clusterRole: JSONValue?
  /// The hard limits in each of them.
  package let quota: JSONValue?
  /// Whether a Secret shall hold a token that never expires.
  package let wantsTokenSecret: Bool

  /// Reads an object; what is missing or of another type is not asked for.
  package init(_ object: APIObject) {
    self.object = object
    let spec = object.json["spec"]
    userID = spec?["userID"]?.string ?? ""
    var seen: Set<String> = []
    namespaces = (spec?["namespaces"]?.array ?? []).compactMap(\.string)
      .filter { seen.insert($0).inserted }
    clusterRole = spec?["clusterRole"]
    quota = spec?["quota"]
    wantsTokenSecret = spec?["tokenSecret"]?.bool ?? false
  }

  /// The name of the object.
  package var name: String { object.key.name }

  /// The name of the user's service account.
  package var account: String { Dispatch.account(of: userID) }
}

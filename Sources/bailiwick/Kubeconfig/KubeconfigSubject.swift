import Controllers
import JSON
import Kubernetes

/// Whom a kubeconfig is for, by the object that asks for their service account.
enum KubeconfigSubject: Sendable, Equatable {
  /// A Dispatch user, by userID.
  case user(String)
  /// A federated cluster, by name.
  case cluster(String)

  /// The namespace that has the service accounts of all Dispatch users, and their objects.
  private static let dispatch = Dispatch.namespace

  /// Where the objects are.
  var collection: APICollection {
    switch self {
    case .user:
      APICollection(
        group: "netsys.io", version: "v1", resource: "dispatchusers", namespace: Self.dispatch)
    case .cluster: APICollection(group: "slateci.io", version: "v1alpha2", resource: "clusters")
    }
  }

  /// The flags that say so.
  var arguments: [String] {
    switch self {
    case .user(let id): ["--user", id]
    case .cluster(let name): ["--cluster", name]
    }
  }

  /// The kind of object, and the file that defines it.
  var kind: (name: String, file: String) {
    switch self {
    case .user: ("DispatchUser", "config/crd/dispatch.yaml")
    case .cluster: ("Cluster", "config/crd/federation.yaml")
    }
  }

  /// Who has the service account, out of the objects there are.
  func grantee(among objects: [JSONValue]) throws(StartError) -> Grantee {
    let matching = objects.filter { Self.text($0, part) == value }
    guard !matching.isEmpty else { throw missing(among: objects) }
    // Several users with one ID share the account: one of whom nothing is missing speaks for all.
    let grantees = matching.compactMap(grantee(of:))
    guard let grantee = grantees.first(where: { $0.shortcoming == nil }) ?? grantees.first else {
      throw StartError(
        "\(title(of: matching[0])) has no service account yet: "
          + (Self.condition(of: matching[0]) ?? "no controller has said anything about it")
          + ". See that bailiwick serve runs with its controllers, and try again.")
    }
    return grantee
  }

  private func grantee(of object: JSONValue) -> Grantee? {
    // Whether there is an account a status may say, and which one it never does: whoever may write a
    // status would choose whose token is handed out.
    guard !Self.isBeingDeleted(object), object["status", "serviceAccount"]?.string == account
    else { return nil }
    let granted: [String]
    let namespace: String
    var claimant: Claimant?
    switch self {
    case .user:
      granted = (object["status", "namespaces"]?.array ?? []).compactMap(\.string)
      namespace = Self.dispatch
    case .cluster(let name):
      guard let own = object["status", "namespace"]?.string, !own.isEmpty,
        let uid = object["metadata", "uid"]?.string
      else { return nil }
      (granted, namespace) = ([own], own)
      claimant = Claimant(kind: kind.name, name: name, uid: uid)
    }
    return Grantee(
      namespace: namespace, account: account, claimant: claimant, namespaces: granted,
      shortcoming: Self.condition(of: object).map { "\(title(of: object)): \($0)" })
  }

  /// The name that the controllers give the account.
  private var account: String {
    switch self {
    case .user(let id): Dispatch.account(of: id)
    case .cluster(let name): FederationObjects.serviceAccount(of: name)
    }
  }

  private static func isBeingDeleted(_ object: JSONValue) -> Bool {
    object["metadata", "deletionTimestamp"]?.string != nil
  }

  /// What the condition Ready says, unless it is true.
  private static func condition(of object: JSONValue) -> String? {
    if isBeingDeleted(object) { return "it is being deleted" }
    let conditions = object["status", "conditions"]?.array ?? []
    guard let ready = conditions.first(where: { $0["type"] == "Ready" }), ready["status"] != "True"
    else { return nil }
    let words = [ready["reason"]?.string, ready["message"]?.string].compactMap(\.self)
      .filter { !$0.isEmpty }
    return "Ready is \(ready["status"]?.string ?? "Unknown"), \(words.joined(separator: ": "))"
  }

  private func missing(among objects: [JSONValue]) -> StartError {
    let known = Set(objects.compactMap { Self.text($0, part) }).sorted()
    let shown = known.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
    let place = collection.namespace.map { " in the namespace \($0)" } ?? ""
    return StartError(
      "There is no \(kind.name) with \(part.joined(separator: ".")) \(value)\(place); "
        + (known.isEmpty ? "there is none at all" : "there is \(shown)")
        + ". Mend \(arguments[0]), or apply the \(kind.name) first.")
  }

  private func title(of object: JSONValue) -> String {
    "\(kind.name) \(object["metadata", "name"]?.string ?? "")"
  }

  private var part: [String] {
    switch self {
    case .user: ["spec", "userID"]
    case .cluster: ["metadata", "name"]
    }
  }

  private var value: String {
    switch self {
    case .user(let value), .cluster(let value): value
    }
  }

  private static func text(_ object: JSONValue, _ path: [String]) -> String? {
    path.reduce(object as JSONValue?) { $0?[$1] }?.string
  }
}

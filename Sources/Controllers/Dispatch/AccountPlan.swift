package import JSON
internal import Kubernetes

/// What one account should have, of what its users ask for and what is there.
///
/// All DispatchUsers of one userID are one user, who has everything that any of them lists.
package struct AccountPlan: Sendable {
  /// An OwnedNamespace that should be there.
  package struct Wanted: Sendable {
    /// Its name.
    package let name: String
    /// Its spec.
    package let spec: JSONValue
    /// The one that there is, whatever its spec; nil to make one.
    package let current: OwnedNamespace?
    /// Whether its name, or all that would do, are somebody else's.
    package let isNameTaken: Bool

    /// The namespace.
    package var namespace: String { spec["namespace"]?.string ?? "" }
  }

  /// The name of the account.
  package let account: String
  /// The users who count, the eldest first, whose word goes before the others'.
  package let users: [DispatchUser]
  /// The namespaces that they should have, in the order of their names.
  package let wanted: [Wanted]
  /// What was made for users, and none asks for any more.
  package let surplus: [OwnedNamespace]
  /// Why nobody can have anything.
  private let obstacle: Verdict?

  /// A plan.
  ///
  /// - Parameters:
  ///   - account: The name of the account.
  ///   - users: All whose account it is, also those that are leaving.
  ///   - owned: All OwnedNamespaces of the account.
  ///   - obstacle: Why nobody can have anything; nil if they can.
  ///   - isFree: Whether no OwnedNamespace has a name.
  package init(
    account: String, users: [DispatchUser], owned: [OwnedNamespace], obstacle: Verdict? = nil,
    isFree: (String) -> Bool
  ) {
    self.account = account
    self.users = Self.counting(users)
    self.obstacle = obstacle
    var wanted: [Wanted] = []
    var kept: Set<ObjectKey> = []
    if obstacle == nil {
      let derived = Dictionary(grouping: owned.filter(\.isDerived), by: \.namespace)
      for (namespace, user) in Self.asked(of: self.users) {
        let names = GrantName.candidates(user.userID, namespace)
        let current = Self.best(of: derived[namespace] ?? [], names)
        if let current { kept.insert(current.object.key) }
        let name = current?.object.key.name ?? names.first(where: isFree)
        wanted.append(
          Wanted(
            name: name ?? names[0], spec: Self.spec(of: user, namespace), current: current,
            isNameTaken: name == nil))
      }
    }
    self.wanted = wanted
    surplus = owned.filter { $0.isDerived && !kept.contains($0.object.key) }
  }

  /// The users who count: those that stay and have the userID of the eldest of them.
  ///
  /// Another id has the same account only if somebody took the pains to find one.
  package static func counting(_ users: [DispatchUser]) -> [DispatchUser] {
    let staying = users.filter { !$0.isLeaving && !$0.userID.isEmpty }.byAge()
    return staying.filter { $0.userID == staying[0].userID }
  }

  /// Whether there should be an account.
  package var isWanted: Bool { !users.isEmpty }

  /// Whether a user comes by the account.
  package func hasAccount(_ user: DispatchUser) -> Bool {
    obstacle == nil && user.userID == users.first?.userID
  }

  /// Whether a Secret should hold its token.
  package var wantsTokenSecret: Bool {
    obstacle == nil && users.contains(where: \.wantsTokenSecret)
  }

  /// What is so of a user: the namespaces that they have, and whether that is what they ask for.
  package func status(of user: DispatchUser) -> (namespaces: [String], verdict: Verdict) {
    guard let eldest = users.first else {
      return ([], Verdict(.invalid, "spec.userID is missing; say there who the user is"))
    }
    let wanted = Dictionary(wanted.map { ($0.namespace, $0) }) { first, _ in first }
    let verdicts = user.namespaces.map { ($0, wanted[$0].map(Self.verdict) ?? .pending) }
    let granted = verdicts.filter { $1.isGranted }.map(\.0)
    guard user.userID == eldest.userID else {
      return (
        [],
        Verdict(
          .conflict,
          "the account \(account) is \(eldest.userID)'s by the elder DispatchUser "
            + "\(eldest.name); choose another userID")
      )
    }
    guard user.name == eldest.name else {
      return (
        granted,
        Verdict(
          .conflict,
          "the elder DispatchUser \(eldest.name) has the same userID and goes before "
            + "this one; the user has the namespaces of both")
      )
    }
    return (granted, obstacle ?? Self.summary(of: verdicts, account))
  }

  /// What is so of a namespace for the account.
  private static func verdict(on wanted: Wanted) -> Verdict {
    if wanted.isNameTaken {
      return Verdict(
        .nameTaken, "the OwnedNamespace \(wanted.name) is there for somebody else; delete it")
    }
    guard let current = wanted.current, !current.isLeaving,
      current.object.json["spec"] == wanted.spec
    else { return .pending }
    return current.verdict
  }

  /// The one verdict on many namespaces: the first that is an answer, and how many more there are.
  private static func summary(of verdicts: [(String, Verdict)], _ account: String) -> Verdict {
    let missing = verdicts.filter { !$1.isGranted }
    guard let (namespace, first) = missing.first(where: { $1.reason != .pending }) ?? missing.first
    else {
      return Verdict(
        .granted, "the service account \(Dispatch.namespace)/\(account) has all that is asked for")
    }
    let more = missing.count == 1 ? "" : " (and \(missing.count - 1) more)"
    return Verdict(first.reason, "\(namespace): \(first.message)\(more)")
  }

  /// What is asked for, and by whom: the eldest who does.
  private static func asked(of users: [DispatchUser]) -> [(String, DispatchUser)] {
    var asked: [String: DispatchUser] = [:]
    for user in users {
      for namespace in user.namespaces where asked[namespace] == nil { asked[namespace] = user }
    }
    return asked.sorted { $0.key < $1.key }
  }

  /// The one to keep of those made for a namespace: one that stays, then the best name.
  private static func best(of made: [OwnedNamespace], _ names: [String]) -> OwnedNamespace? {
    func rank(_ one: OwnedNamespace) -> Int {
      (one.isLeaving ? 10 : 0) + (names.firstIndex(of: one.object.key.name) ?? names.count)
    }
    return made.min { (rank($0), $0.object.key) < (rank($1), $1.object.key) }
  }

  private static func spec(of user: DispatchUser, _ namespace: String) -> JSONValue {
    var spec: JSONValue = ["ownerID": .string(user.userID), "namespace": .string(namespace)]
    spec["clusterRole"] = user.clusterRole
    spec["quota"] = user.quota
    return spec
  }
}

package import KubernetesAPI

/// Things that must all be allowed, or else the one that stands for them.
package struct ImpersonationStep: Sendable {
  /// Allows the whole step, where it is allowed; nil where nothing stands for all.
  package var shortcut: ImpersonationAccess?
  /// What must be allowed otherwise, in the order in which the API server asks.
  package var accesses: [ImpersonationAccess]
}

extension ImpersonationMode {
  /// From so many values on the newer modes ask about all of them first
  /// (mode.go, manyAuthorizationChecksInLoop).
  private static let many = 4

  /// What `requestor` must be allowed to do `request` as `wanted`, a value each time.
  package func steps(
    _ wanted: UserInfo, by requestor: UserInfo, for request: ResourceRequest
  ) -> [ImpersonationStep] {
    let asking = Asking(mode: self, requestor: requestor)
    var first: [ImpersonationAccess] = []
    if self != .legacy { first.append(asking.request(request)) }
    first.append(asking.user(wanted.username))
    if !wanted.uid.isEmpty { first.append(asking.value(wanted.uid, of: "uids")) }
    let groups = Self.distinct(wanted.groups).map(asking.group)
    let extra = wanted.extra.flatMap { extra in
      Self.distinct(extra.values).map {
        asking.value($0, of: "userextras", part: extra.key)
      }
    }
    guard self != .legacy else {
      return [ImpersonationStep(accesses: first + groups + extra)]
    }
    let isLarge = wanted.extra.reduce(0) { $0 + max(1, $1.values.count) } >= Self.many
    let all = asking.value("*", of: "userextras", part: "*")
    return [
      ImpersonationStep(accesses: first),
      ImpersonationStep(
        shortcut: wanted.groups.count >= Self.many ? asking.group("*") : nil, accesses: groups),
      ImpersonationStep(
        shortcut: isLarge ? all : nil, accesses: extra),
    ].filter { !$0.accesses.isEmpty }
  }

  /// Each value once, by its bytes.
  private static func distinct(_ values: [String]) -> [String] {
    values.reduce(into: []) { distinct, value in
      if !distinct.contains(where: { $0.hasSameBytes(as: value) }) { distinct.append(value) }
    }
  }
}

/// The words of one mode's questions about one requestor.
private struct Asking {
  let mode: ImpersonationMode
  let requestor: UserInfo
  private let verb: String

  init(mode: ImpersonationMode, requestor: UserInfo) {
    self.mode = mode
    verb = mode == .legacy ? "impersonate" : "impersonate:\(mode.rawValue)"
    guard mode == .associatedNode else {
      self.requestor = requestor
      return
    }
    // The answer is to hold for the account on each of its nodes: of the attributes only the keys
    // are told.
    var user = requestor
    user.extra = [
      UserInfo.Extra(
        key: "authentication.kubernetes.io/associated-node-keys",
        values: requestor.extra.map(\.key)
          .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    ]
    self.requestor = user
  }

  /// The request itself, done as somebody else.
  func request(_ request: ResourceRequest) -> ImpersonationAccess {
    var access = ImpersonationAccess(
      user: requestor, verb: "impersonate-on:\(mode.rawValue):\(request.verb)")
    guard request.isResourceRequest else {
      access.path = request.path
      return access
    }
    access.group = request.apiGroup
    access.version = request.apiVersion
    access.resource = request.resource
    access.subresource = request.subresource
    access.namespace = request.namespace
    access.name = request.name
    return access
  }

  /// The user, who may be a node or a service account.
  func user(_ username: String) -> ImpersonationAccess {
    if mode != .legacy, let node = SystemName.node(username: username) {
      return value(mode == .associatedNode ? "*" : node, of: "nodes")
    }
    guard let account = SystemName.serviceAccount(username: username) else {
      return value(username, of: "users", isOld: mode == .legacy)
    }
    var access = value(account.name, of: "serviceaccounts", isOld: mode == .legacy)
    access.namespace = account.namespace
    return access
  }

  func group(_ group: String) -> ImpersonationAccess {
    value(group, of: "groups", isOld: mode == .legacy)
  }

  /// - Parameter isOld: whether the resource is in the core group, where what there was first is.
  func value(
    _ value: String, of resource: String, part: String = "", isOld: Bool = false
  ) -> ImpersonationAccess {
    ImpersonationAccess(
      user: requestor, verb: verb, group: isOld ? "" : "authentication.k8s.io", version: "v1",
      resource: resource, subresource: part, name: value)
  }
}

import KubernetesAPI

/// The bindings of one namespace, or those of the whole cluster, found by whom they are for.
struct RoleGrants: Sendable {
  private var grants: [String: RoleGrant] = [:]
  /// The names of the bindings of each subject, in the order of their bytes.
  private var names: [RoleSubject.Key: [String]] = [:]

  var isEmpty: Bool { grants.isEmpty }

  /// Puts a binding in the place of whatever had its name; nil takes it away.
  mutating func set(_ name: String, _ grant: RoleGrant?) {
    if let old = grants[name] {
      for key in Self.keys(of: old) {
        names[key]?.removeAll { $0.hasSameBytes(as: name) }
        if names[key]?.isEmpty == true { names[key] = nil }
      }
    }
    grants[name] = grant
    guard let grant else { return }
    for key in Self.keys(of: grant) {
      let list = names[key, default: []]
      let place = list.firstIndex { name.utf8.lexicographicallyPrecedes($0.utf8) } ?? list.count
      names[key, default: []].insert(name, at: place)
    }
  }

  /// The bindings for a user by name.
  ///
  /// The API server visits them in the order of a Go map, that is in any.
  func grants(for user: UserInfo) -> [RoleGrant] {
    guard !grants.isEmpty else { return [] }
    var lists: [[String]] = []
    if let list = names[.user(user.username)] { lists.append(list) }
    for group in user.groups {
      if let list = names[.group(group)] { lists.append(list) }
    }
    var merged = lists.first ?? []
    if lists.count > 1 {
      merged = Set(lists.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return merged.compactMap { grants[$0] }.filter { $0.subject(for: user) != nil }
  }

  private static func keys(of grant: RoleGrant) -> Set<RoleSubject.Key> {
    Set(grant.subjects.compactMap { $0.key(in: grant.namespace) })
  }
}

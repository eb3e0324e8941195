/// The role bindings of one namespace.
struct NamespaceBindings: Sendable {
  private(set) var byName: [String: RoleBinding] = [:]
  /// The roles bound, of which there are few, and how many bindings are to each.
  private var roles: [(role: RoleReference, count: Int)] = []

  /// Whether there is no binding.
  var isEmpty: Bool { byName.isEmpty }

  /// Adds a binding or replaces the one of its name, which is given back.
  mutating func set(_ binding: RoleBinding) -> RoleBinding? {
    let old = byName.updateValue(binding, forKey: binding.name)
    if let old { count(old.role, -1) }
    count(binding.role, 1)
    return old
  }

  /// Removes and gives the binding of a name.
  mutating func remove(_ name: String) -> RoleBinding? {
    guard let old = byName.removeValue(forKey: name) else { return nil }
    count(old.role, -1)
    return old
  }

  /// How many bindings are to a role.
  func count(of role: RoleReference) -> Int {
    roles.first { $0.role == role }?.count ?? 0
  }

  private mutating func count(_ role: RoleReference, _ change: Int) {
    if let index = roles.firstIndex(where: { $0.role == role }) {
      roles[index].count += change
      if roles[index].count == 0 { roles.remove(at: index) }
    } else {
      roles.append((role, change))
    }
  }

  /// Who is bound to a role that is granted.
  func subjects(where isGranted: (RoleReference) -> Bool) -> [Principal] {
    let granted = roles.map(\.role).filter(isGranted)
    guard !granted.isEmpty else { return [] }
    let areAll = granted.count == roles.count
    return byName.values.flatMap { binding in
      areAll || granted.contains(binding.role) ? binding.subjects : []
    }
  }
}

import TestSupport
import JSON
import KubernetesAPI
import Ownership
import Testing

/// Whatever the order of changes, the index knows what one built at once from the end state knows.
@Suite struct IndexPropertyTests {
  /// The sources as they are, and an index that was told of every change.
  struct World {
    var random: SeededGenerator
    var index: OwnershipIndex
    var now: UInt64 = 1
    var tenants: [String: Tenant] = [:]
    var namespaces: [String: ObjectMeta] = [:]
    var bindings: [[String]: RoleBinding] = [:]
    var roles: [RoleReference: Role] = [:]
    private var uids = 0

    static let names = (0..<6).map { "n\($0)" }
    static let users = (0..<5).map { "u\($0)" }
    static let tenantNames = ["t0", "t1", "t2"]
    static let roleNames = ["r0", "r1"]

    init(seed: UInt64, visibility: Visibility) {
      random = SeededGenerator(seed: seed)
      index = OwnershipIndex(visibility: visibility)
    }

    mutating func pick(_ of: [String]) -> String { of.randomElement(using: &random) ?? "" }

    mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    /// Changes one source.
    mutating func step() throws {
      now += UInt64.random(in: 0...(10 * Objects.second), using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: changeTenant()
      case 1: changeNamespace()
      case 2: try changeBinding()
      default: changeRole()
      }
    }

    private mutating func changeTenant() {
      let name = pick(Self.tenantNames)
      if chance(4) {
        tenants[name] = nil
        index.remove(tenant: name)
        return
      }
      uids += 1
      let tenant = Objects.tenant(
        name, uid: chance(4) ? "uid-\(uids)" : tenants[name]?.uid ?? "uid-\(uids)",
        spec: Objects.owners(("User", pick(Self.users)), ("Group", pick(Self.users))))
      tenants[name] = tenant
      index.set(tenant: tenant)
    }

    private mutating func changeNamespace() {
      let name = pick(Self.names)
      if chance(3) {
        namespaces[name] = nil
        index.remove(namespace: name, at: now)
        return
      }
      uids += 1
      let tenant = pick(Self.tenantNames)
      let namespace = Objects.namespace(
        name, uid: chance(3) ? "uid-\(uids)" : namespaces[name]?.uid ?? "uid-\(uids)",
        tenant: tenant, owner: chance(3) ? nil : tenants[tenant]?.uid)
      namespaces[name] = namespace
      index.set(namespace: namespace, at: now)
    }

    private mutating func changeBinding() throws {
      let (namespace, name) = (pick(Self.names), pick(["b0", "b1"]))
      if chance(3) {
        bindings[[namespace, name]] = nil
        index.remove(roleBinding: name, in: namespace)
        return
      }
      let binding = try Objects.binding(
        name, in: namespace, role: pick(Self.roleNames), kind: chance(2) ? "Role" : "ClusterRole",
        subjects: [
          ["kind": "User", "name": .string(pick(Self.users))],
          ["kind": "Group", "name": .string(pick(Self.users))],
        ])
      bindings[[namespace, name]] = binding
      index.set(roleBinding: binding)
    }

    private mutating func changeRole() {
      let name = pick(Self.roleNames)
      let namespace = chance(2) ? "" : pick(Self.names)
      let role = Objects.role(
        name, in: namespace, verbs: chance(2) ? ["list"] : ["get"],
        names: chance(2) ? nil : [.string(pick(Self.names)), .string(pick(Self.names))])
      if chance(3) {
        roles[role.reference] = nil
        index.remove(role: role.reference)
      } else {
        roles[role.reference] = role
        index.set(role: role)
      }
    }

    /// An index that is told of the end state only, in an order of its own.
    func rebuilt() -> OwnershipIndex {
      var fresh = OwnershipIndex(visibility: index.visibility)
      for binding in bindings.values { fresh.set(roleBinding: binding) }
      for namespace in namespaces.values { fresh.set(namespace: namespace, at: 1) }
      for role in roles.values { fresh.set(role: role) }
      for tenant in tenants.values { fresh.set(tenant: tenant) }
      return fresh
    }
  }

  @Test(arguments: Visibility.allCases, 1...8)
  func `knows after any changes what a fresh index knows`(
    visibility: Visibility, seed: Int
  ) throws {
    var world = World(seed: UInt64(seed), visibility: visibility)
    let users = World.users.flatMap {
      [UserInfo(username: $0), UserInfo(username: "nobody", groups: [$0])]
    }
    var seen = 0
    for step in 1...400 {
      try world.step()
      // Some views are skipped, so that several changes meet in one.
      guard step % 3 != 0 else { continue }
      let view = world.index.view(now: world.now)
      var fresh = world.rebuilt()
      let expected = fresh.view(now: world.now)
      let objects = world.namespaces.values.sorted { $0.name < $1.name }
      for user in users {
        let shown = view.shown(objects, to: user) ?? []
        #expect(shown == expected.shown(objects, to: user) ?? [])
        seen += shown.count
        // What lingers is shown to those only who had it, and never counts as another's.
        for object in objects where !shown.contains(object.name) {
          let verdict = view.selection(of: .namespaces, for: user)?.selects(name: object.name)
          #expect(verdict != .yes)
        }
        if !expected.selection(of: .namespaces, for: user).isNone {
          #expect(!view.selection(of: .namespaces, for: user).isNone)
        }
      }
    }
    #expect(seen > 100)
    let end = world.now + 2 * Objects.hour
    _ = world.index.view(now: end)
    let later = world.index.view(now: end + 2 * Objects.hour)
    var fresh = world.rebuilt()
    let expected = fresh.view(now: 1)
    for user in users {
      let exact = later.selection(of: .namespaces, for: user)?.exactNames
      #expect(exact == expected.selection(of: .namespaces, for: user)?.exactNames)
      #expect(
        later.ownedRecently(.namespaces, by: user)
          == expected.ownedRecently(.namespaces, by: user))
    }
    #expect(world.index.nextExpiry == nil)
  }
}

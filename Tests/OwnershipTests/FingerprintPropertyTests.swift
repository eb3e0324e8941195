import JSON
import KubernetesAPI
import Ownership
import TestSupport
import Testing

/// While a fingerprint stays, what exists before and after is shown before and after alike.
@Suite struct FingerprintPropertyTests {
  /// The sources as they are, and an index that was told of every change.
  struct World {
    var random: SeededGenerator
    var index = OwnershipIndex()
    var now: UInt64 = 1
    var namespaces: [String: ObjectMeta] = [:]
    var nodes: [String: LabelledObject] = [:]
    private var uids = 0

    static let users = ["u0", "u1", "u2"]
    static let pools = ["gold", "iron"]

    init(seed: UInt64) {
      random = SeededGenerator(seed: seed)
      index.set(role: Objects.role())
    }

    mutating func pick(_ of: [String]) -> String { of.randomElement(using: &random) ?? "" }

    mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    mutating func step() throws {
      now += UInt64.random(in: 0...(15 * Objects.second), using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: changeTenant()
      case 1, 2: changeNamespace()
      case 3: try changeBinding()
      default: changeNode()
      }
    }

    private mutating func changeTenant() {
      let name = pick(["t0", "t1", "t2"])
      if chance(4) { return index.remove(tenant: name) }
      var spec: JSONValue = [
        "owners": [
          [
            "kind": "User", "name": .string(pick(Self.users)),
            "proxySettings": chance(3) ? [] : [["kind": "Nodes", "operations": ["List"]]],
          ], ["kind": "Group", "name": .string(pick(Self.users))],
        ]
      ]
      if !chance(4) { spec["nodeSelector"] = ["pool": .string(pick(Self.pools))] }
      let names = ["n0", "n1", "n2"].filter { _ in chance(2) }
      index.set(
        tenant: Objects.tenant(
          name, spec: spec, namespaces: .array(names.map(JSONValue.string))))
    }

    private mutating func changeNamespace() {
      let name = pick(["n0", "n1", "n2", "n3"])
      if chance(3) {
        namespaces[name] = nil
        return index.remove(namespace: name, at: now)
      }
      let old = namespaces[name]
      uids += 1
      let tenant = pick(["t0", "t1", "t2"])
      let namespace = Objects.namespace(
        name, uid: chance(6) ? "uid-\(uids)" : old?.uid ?? "uid-\(uids)", tenant: tenant,
        owner: chance(2) ? nil : "uid-of-\(tenant)", terminating: chance(2))
      namespaces[name] = namespace
      index.set(namespace: namespace, at: now)
    }

    private mutating func changeBinding() throws {
      let (namespace, name) = (pick(["n0", "n1", "n2", "n3"]), pick(["b0", "b1"]))
      if chance(2) { return index.remove(roleBinding: name, in: namespace) }
      index.set(
        roleBinding: try Objects.binding(
          name, in: namespace, subjects: [["kind": "User", "name": .string(pick(Self.users))]]))
    }

    private mutating func changeNode() {
      let name = pick(["a", "b", "c"])
      if chance(4) {
        nodes[name] = nil
        return index.remove(object: name, of: .nodes)
      }
      uids += 1
      let node = LabelledObject(
        name: name, uid: chance(4) ? "uid-\(uids)" : nodes[name]?.uid ?? "uid-\(uids)",
        labels: chance(3) ? [:] : ["pool": pick(Self.pools)])
      nodes[name] = node
      index.set(object: node, of: .nodes)
    }

    /// What of the objects that are there a user is shown, by kind, name and uid.
    func shown(in view: View, to user: UserInfo) -> [FilteredResource: Set<[String]>] {
      func shown(_ resource: FilteredResource, _ objects: [LabelledObject]) -> Set<[String]> {
        guard let selection = view.selection(of: resource, for: user) else { return [] }
        return Set(
          objects.filter {
            selection.selects(name: $0.name, uid: $0.uid, labels: $0.labels)
          }.map { [$0.name, $0.uid] })
      }
      let spaces = namespaces.values.map { LabelledObject(name: $0.name, uid: $0.uid, labels: [:]) }
      let metrics = ["a", "b", "c"].map { LabelledObject(name: $0, uid: "", labels: [:]) }
      return [
        .namespaces: shown(.namespaces, spaces), .nodes: shown(.nodes, Array(nodes.values)),
        .nodeMetrics: shown(.nodeMetrics, metrics),
      ]
    }

    /// What exists of each resource, by name and uid.
    var existing: [FilteredResource: Set<[String]>] {
      [
        .namespaces: Set(namespaces.values.map { [$0.name, $0.uid] }),
        .nodes: Set(nodes.values.map { [$0.name, $0.uid] }),
        .nodeMetrics: [["a", ""], ["b", ""], ["c", ""]],
      ]
    }
  }

  @Test(arguments: 1...12)
  func `stays only while what is there is shown alike`(seed: Int) throws {
    let users = World.users.map { UserInfo(username: $0, groups: World.users) }
    var world = World(seed: UInt64(seed))
    var view = world.index.view(now: world.now)
    var (stayed, changed) = (0, 0)
    for step in 1...400 {
      let before = (view, world.existing, users.map { world.shown(in: view, to: $0) })
      // Several changes meet in one view, each of another object.
      for _ in 0..<(step % 3 + 1) { try world.step() }
      view = world.index.view(now: world.now)
      for (user, old) in zip(users, before.2) {
        let new = world.shown(in: view, to: user)
        for (resource, existing) in world.existing {
          let isSame =
            before.0.fingerprint(of: resource, for: user)
            == view.fingerprint(of: resource, for: user)
          if isSame { stayed += 1 } else { changed += 1 }
          guard isSame else { continue }
          let both = existing.intersection(before.1[resource] ?? [])
          #expect(
            old[resource]?.intersection(both) == new[resource]?.intersection(both),
            "\(resource) \(user.username), step \(step)")
        }
      }
    }
    #expect(stayed > 400 && changed > 400, "\(stayed) \(changed)")
  }
}

import JSON
import KubernetesAPI
import Ownership
import Testing

/// When a running watch must end, because its own events would not show what changed.
@Suite struct FingerprintTests {
  typealias Change = @Sendable (inout OwnershipIndex) throws -> Void

  /// One change, and the resources of which alice is shown something else by it.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var user = UserInfo.alice
    let before: Change
    let change: Change
    let shows: Set<FilteredResource>

    init(
      _ title: String, for user: UserInfo = .alice, given before: @escaping Change = { _ in },
      _ change: @escaping Change, shows: Set<FilteredResource>
    ) {
      testDescription = title
      self.user = user
      self.before = before
      self.change = change
      self.shows = shows
    }
  }

  /// Alice's tenant with the namespace `n` and selectors of its own.
  static func tenant(
    _ kinds: [(String, String)] = [
      ("Nodes", "List"), ("StorageClasses", "List"), ("PersistentVolumes", "List"),
    ],
    pool: String = "gold", namespaces: JSONValue = ["n"], owner: String = "alice"
  ) -> Tenant {
    let settings = kinds.map {
      ["kind": .string($0.0), "operations": [.string($0.1)]] as JSONValue
    }
    return Objects.tenant(
      "t",
      spec: [
        "owners": [
          ["kind": "User", "name": .string(owner), "proxySettings": .array(settings)]
        ],
        "nodeSelector": ["pool": .string(pool)],
        "storageClasses": ["allowed": ["a"], "matchLabels": ["tier": "gold"]],
      ], namespaces: namespaces)
  }

  static func object(_ name: String, uid: String? = nil, _ labels: [String: String])
    -> LabelledObject
  {
    LabelledObject(name: name, uid: uid ?? "uid-of-\(name)", labels: labels)
  }

  static func index() -> OwnershipIndex {
    var index = OwnershipIndex()
    index.set(tenant: tenant())
    index.set(role: Objects.role())
    for name in ["n", "m"] { index.set(namespace: Objects.namespace(name), at: 1) }
    index.set(
      objects: [object("gold", ["pool": "gold"]), object("iron", ["pool": "iron"])], of: .nodes)
    index.set(
      objects: [object("a", ["tier": "gold"]), object("b", ["tier": "iron"])], of: .storageClasses)
    index.set(objects: [object("pv", [:])], of: .persistentVolumes)
    return index
  }

  private static let nodes: Set<FilteredResource> = [.nodes, .nodeMetrics]
  private static let gifts: Set<FilteredResource> = [
    .nodes, .nodeMetrics, .storageClasses, .persistentVolumes,
  ]
  private static let bindsM: Change = {
    $0.set(roleBinding: try Objects.binding(in: "m", subjects: GrantTests.alice))
  }

  static let rows = [
    Row("nothing", { _ in }, shows: []),
    Row(
      "the same is told again",
      {
        $0.set(tenant: tenant())
        $0.set(role: Objects.role())
        $0.set(namespace: Objects.namespace("n"), at: 2)
        $0.set(object: object("gold", ["pool": "gold"]), of: .nodes)
      }, shows: []),
    // Namespaces.
    Row("a namespace is gained", bindsM, shows: [.namespaces]),
    Row("a namespace is gained by others", for: .bob, bindsM, shows: []),
    Row(
      "a namespace is lost", given: bindsM, { $0.remove(roleBinding: "binding", in: "m") },
      shows: [.namespaces]),
    Row(
      "a second reason for a namespace goes",
      given: { $0.set(roleBinding: try Objects.binding(in: "n", subjects: GrantTests.alice)) },
      { $0.remove(roleBinding: "binding", in: "n") }, shows: []),
    Row(
      "the status drops a namespace", { $0.set(tenant: tenant(namespaces: [])) },
      shows: [.namespaces]),
    Row("an owned namespace is deleted", { $0.remove(namespace: "n", at: 2) }, shows: []),
    Row(
      "an owned namespace begins to go",
      { $0.set(namespace: Objects.namespace("n", terminating: true), at: 2) }, shows: []),
    Row(
      "a binding goes before its namespace",
      given: {
        try bindsM(&$0)
        $0.set(namespace: Objects.namespace("m", terminating: true), at: 2)
      }, { $0.remove(roleBinding: "binding", in: "m") }, shows: []),
    Row("a foreign namespace is deleted", { $0.remove(namespace: "m", at: 2) }, shows: []),
    Row(
      "an owned namespace is made anew, foreign",
      { $0.set(namespace: Objects.namespace("n", uid: "new"), at: 2) }, shows: []),
    Row(
      "an owned namespace is made",
      { $0.set(namespace: Objects.namespace("x", tenant: "t", owner: "uid-of-t"), at: 2) },
      shows: [.namespaces]),
    Row(
      "a foreign namespace is made", { $0.set(namespace: Objects.namespace("x"), at: 2) },
      shows: []),
    // Tenants and gifts.
    Row(
      "a tenant is lost to another owner", { $0.set(tenant: tenant(owner: "bob")) },
      shows: gifts.union([.namespaces, .tenants])),
    Row(
      "a tenant is gained", for: .bob, { $0.set(tenant: tenant(owner: "bob")) },
      shows: gifts.union([.namespaces, .tenants])),
    Row(
      "a tenant is deleted", { $0.remove(tenant: "t") },
      shows: gifts.union([.namespaces, .tenants])),
    Row(
      "a second tenant is gained", { $0.set(tenant: SelectionTests.tenant("u")) },
      shows: [.tenants]),
    Row(
      "a gift is gained", { $0.set(tenant: SelectionTests.tenant("u", kinds: "RuntimeClasses")) },
      shows: [.tenants, .runtimeClasses]),
    Row(
      "a gift is lost",
      { $0.set(tenant: tenant([("Nodes", "List"), ("PersistentVolumes", "List")])) },
      shows: [.storageClasses]),
    Row(
      "an operation is gained",
      {
        $0.set(
          tenant: tenant([
            ("Nodes", "Delete"), ("StorageClasses", "Update"), ("PersistentVolumes", "List"),
          ]))
      }, shows: []),
    Row("a rule changes", { $0.set(tenant: tenant(pool: "iron")) }, shows: nodes),
    // Objects.
    Row(
      "a node begins to match",
      { $0.set(object: object("iron", ["pool": "gold"]), of: .nodes) }, shows: nodes),
    Row(
      "a node ceases to match", { $0.set(object: object("gold", [:]), of: .nodes) }, shows: nodes),
    Row(
      "a node ceases to match what others are given", for: .bob,
      { $0.set(object: object("gold", [:]), of: .nodes) }, shows: []),
    Row(
      "another label of a node changes",
      { $0.set(object: object("gold", ["pool": "gold", "x": "y"]), of: .nodes) }, shows: []),
    Row(
      "a node is made that matches",
      { $0.set(object: object("new", ["pool": "gold"]), of: .nodes) },
      shows: [.nodeMetrics]),
    Row(
      "a node is made that does not match", { $0.set(object: object("new", [:]), of: .nodes) },
      shows: []),
    Row(
      "a node that matches is deleted", { $0.remove(object: "gold", of: .nodes) },
      shows: [.nodeMetrics]),
    Row(
      "a node that matches is made anew and does not",
      { $0.set(object: object("gold", uid: "new", [:]), of: .nodes) }, shows: [.nodeMetrics]),
    Row(
      "a class that is selected by name loses the label",
      { $0.set(object: object("a", [:]), of: .storageClasses) }, shows: []),
    Row(
      "a class begins to match",
      { $0.set(object: object("b", ["tier": "gold"]), of: .storageClasses) },
      shows: [.storageClasses]),
    Row(
      "a volume is given to the tenant",
      {
        $0.set(
          object: object("pv", [SelectionTests.tenantLabel: "t"]), of: .persistentVolumes)
      }, shows: [.persistentVolumes]),
    Row(
      "a volume is given to another tenant",
      {
        $0.set(
          object: object("pv", [SelectionTests.tenantLabel: "u"]), of: .persistentVolumes)
      }, shows: []),
    Row(
      "all nodes are told anew",
      {
        $0.set(
          objects: [object("gold", ["pool": "gold"]), object("iron", ["pool": "iron"])],
          of: .nodes)
      }, shows: nodes),
    Row(
      "all classes that nobody is given are told anew",
      { $0.set(objects: [], of: .ingressClasses) },
      shows: []),
  ]

  @Test(arguments: rows)
  func `changes when what is shown does and no event tells`(_ row: Row) throws {
    var index = Self.index()
    try row.before(&index)
    let before = index.view(now: 2)
    try row.change(&index)
    let after = index.view(now: 3)
    for resource in FilteredResource.allCases {
      let isOther =
        before.fingerprint(of: resource, for: row.user)
        != after.fingerprint(of: resource, for: row.user)
      #expect(isOther == row.shows.contains(resource), "\(resource)")
      if isOther { #expect(before.changes != after.changes) }
    }
  }

  @Test func `does not change when the memory of a deleted namespace ends`() {
    var index = Self.index()
    let before = index.view(now: 2)
    index.remove(namespace: "n", at: 3)
    let during = index.view(now: 3)
    let after = index.view(now: 4 + 60 * Objects.second)
    #expect(after.selection(of: .namespaces, for: .alice)?.selects(name: "n") == .no)
    let all = [before, during, after]
    #expect(Set(all.map { $0.fingerprint(of: .namespaces, for: .alice) }).count == 1)
  }

  @Test func `changes when what lingered is there still`() throws {
    var index = Self.index()
    try Self.bindsM(&index)
    index.set(namespace: Objects.namespace("m", terminating: true), at: 2)
    _ = index.view(now: 2)
    index.remove(roleBinding: "binding", in: "m")
    let during = index.view(now: 3)
    let after = index.view(now: 4 + 60 * Objects.second)
    #expect(during.selection(of: .namespaces, for: .alice)?.selects(name: "m") == .yes)
    #expect(after.selection(of: .namespaces, for: .alice)?.selects(name: "m") == .no)
    #expect(
      during.fingerprint(of: .namespaces, for: .alice)
        != after.fingerprint(of: .namespaces, for: .alice))
  }

  @Test func `is a number of the user and not of the order of the groups`() throws {
    var index = Self.index()
    for (name, group) in [("n", "one"), ("m", "two"), ("m", "three")] {
      index.set(
        roleBinding: try Objects.binding(
          group, in: name, subjects: [["kind": "Group", "name": .string(group)]]))
    }
    let view = index.view(now: 2)
    func number(_ groups: [String]) -> UInt64 {
      view.fingerprint(of: .namespaces, for: UserInfo(username: "x", groups: groups))
    }
    #expect(number(["one", "two", "three"]) == number(["three", "one", "two"]))
    let numbers = [["one"], ["two"], ["three"], ["one", "two"], ["one", "three"], []].map(number)
    #expect(Set(numbers).count == numbers.count)
    #expect(number(["system:authenticated"]) == 0)
    #expect(View.empty.fingerprint(of: .namespaces, for: .alice) == 0)
  }

  @Test func `never comes back to an old number`() throws {
    var index = Self.index()
    var seen: Set<UInt64> = []
    for _ in 0..<5 {
      try Self.bindsM(&index)
      seen.insert(index.view(now: 2).fingerprint(of: .namespaces, for: .alice))
      index.remove(roleBinding: "binding", in: "m")
      seen.insert(index.view(now: 2).fingerprint(of: .namespaces, for: .alice))
    }
    #expect(seen.count == 10)
  }
}

import JSON
import KubernetesAPI
import Ownership
import Testing

/// What is selected otherwise than by a tenant's own fields: volumes, tenants, metrics of nodes.
@Suite struct SelectionTests {
  static let tenantLabel = "capsule.clastix.io/tenant"

  /// A tenant whose owner may list these kinds.
  static func tenant(
    _ name: String, of owner: String = "alice", kinds: String..., fields: JSONObject = [:]
  ) -> Tenant {
    let settings = kinds.map {
      ["kind": .string($0), "operations": ["List"]] as JSONValue
    }
    var spec: JSONValue = [
      "owners": [
        ["kind": "User", "name": .string(owner), "proxySettings": .array(settings)]
      ]
    ]
    for (key, value) in fields { spec[key] = value }
    return Objects.tenant(name, spec: spec)
  }

  @Test func `selects the volumes whose label names a tenant that gives them`() {
    var index = OwnershipIndex()
    index.set(tenant: Self.tenant("one", kinds: "PersistentVolumes"))
    index.set(tenant: Self.tenant("two", kinds: "PersistentVolumes"))
    index.set(tenant: Self.tenant("silent"))
    index.set(tenant: Self.tenant("foreign", of: "bob", kinds: "PersistentVolumes"))
    let labels = Dictionary(
      uniqueKeysWithValues: ["one", "two", "silent", "foreign", ""].map {
        ("pv-of-\($0)", [Self.tenantLabel: $0])
      })
    let names = labels.keys.sorted() + ["bare"]
    let view = index.view(now: 1)
    #expect(
      view.shown(.persistentVolumes, names, to: .alice, labels: labels) == [
        "pv-of-one", "pv-of-two",
      ])
    #expect(
      view.shown(.persistentVolumes, names, to: .bob, labels: labels) == ["pv-of-foreign"])
    #expect(view.selection(of: .persistentVolumes, for: .alice)?.readsLabels == true)
    #expect(view.shown(.persistentVolumes, names, to: .alice, for: .update) == nil)
  }

  @Test func `selects no volume for a tenant that no label can name`() {
    let name = String(repeating: "a", count: 64)
    var index = OwnershipIndex()
    index.set(tenant: Self.tenant(name, kinds: "PersistentVolumes"))
    let view = index.view(now: 1)
    for label in [name, String(name.dropLast()), ""] {
      let labels = ["pv": [Self.tenantLabel: label]]
      #expect(view.shown(.persistentVolumes, ["pv"], to: .alice, labels: labels) == [])
    }
  }

  @Test func `selects one's own tenants by their names`() throws {
    var index = OwnershipIndex()
    index.set(tenant: Self.tenant("one"))
    index.set(tenant: Self.tenant("two"))
    index.set(tenant: Self.tenant("other", of: "bob"))
    index.set(
      tenant: Objects.tenant("group", spec: Objects.owners(("Group", "devs"), ("User", "alice"))))
    let alice = UserInfo(username: "alice", groups: ["devs"])
    let view = index.view(now: 1)
    let selection = try view.selection(of: .tenants, for: alice).orFail()
    #expect(selection.exactNames == ["group", "one", "two"])
    #expect(!selection.readsLabels)
    #expect(selection.selects(name: "one") == .yes)
    #expect(selection.selects(name: "one", uid: "any"))
    #expect(selection.selects(name: "other") == .no)
    #expect(!selection.selects(name: "other", uid: "any"))
    #expect(view.selection(of: .tenants, for: UserInfo(username: "eve")).isNone)
    index.remove(tenant: "other")
    #expect(index.view(now: 2).selection(of: .tenants, for: .bob).isNone)
    #expect(index.view(now: 2).ownedRecently(.tenants, by: .bob))
  }

  // MARK: The metrics of nodes

  static func node(_ name: String, _ pool: String?) -> LabelledObject {
    LabelledObject(name: name, uid: "uid-of-\(name)", labels: pool.map { ["pool": $0] } ?? [:])
  }

  @Test func `selects the metrics of the nodes that are selected`() throws {
    var index = OwnershipIndex()
    index.set(
      tenant: Self.tenant("t", kinds: "Nodes", fields: ["nodeSelector": ["pool": "gold"]]))
    #expect(index.view(now: 1).shown(.nodeMetrics, ["a", "b"], to: .alice) == [])
    index.set(objects: [Self.node("a", "gold"), Self.node("b", "iron")], of: .nodes)
    index.set(object: Self.node("c", "gold"), of: .nodes)
    let names = ["a", "b", "c", "d"]
    // The labels in an answer about metrics are not the node's.
    let lies = ["b": ["pool": "gold"], "d": ["pool": "gold"]]
    #expect(index.view(now: 1).shown(.nodeMetrics, names, to: .alice, labels: lies) == ["a", "c"])
    let before = index.view(now: 1)
    index.set(object: Self.node("b", "gold"), of: .nodes)
    index.set(object: Self.node("a", nil), of: .nodes)
    index.remove(object: "c", of: .nodes)
    let selection = try index.view(now: 1).selection(of: .nodeMetrics, for: .alice).orFail()
    #expect(names.filter { selection.selects(name: $0) == .yes } == ["b"])
    #expect(names.allSatisfy { selection.selects(name: $0) != .dependsOnLabels })
    #expect(!selection.readsLabels)
    #expect(before.shown(.nodeMetrics, names, to: .alice) == ["a", "c"])
    index.set(objects: [], of: .nodes)
    #expect(index.view(now: 1).shown(.nodeMetrics, names, to: .alice) == [])
  }

  @Test func `selects the metrics of all nodes where all nodes are selected`() {
    var index = OwnershipIndex()
    index.set(tenant: Self.tenant("t", kinds: "Nodes"))
    let view = index.view(now: 1)
    #expect(view.shown(.nodeMetrics, ["a", "b"], to: .alice) == ["a", "b"])
    #expect(view.shown(.nodeMetrics, ["a"], to: .alice, for: .update) == nil)
    #expect(view.selection(of: .nodeMetrics, for: .bob).isNone)
  }

  // MARK: What decides

  @Test func `knows every label that a tenant's rule decides by`() {
    func labels(_ index: inout OwnershipIndex, _ resource: FilteredResource) -> Set<String> {
      index.view(now: 1).decidingLabels(of: resource)
    }
    var index = OwnershipIndex()
    // Nobody was given anything of these: that may come later, and the labels stay.
    index.set(tenant: Self.tenant("one", fields: ["nodeSelector": ["pool": "gold", "zone": "x"]]))
    index.set(
      tenant: Self.tenant(
        "two",
        fields: [
          "nodeSelector": ["pool": "iron"],
          "storageClasses": [
            "matchLabels": ["tier": "gold"],
            "matchExpressions": [["key": "zone", "operator": "Exists"]],
          ],
          "priorityClasses": ["allowed": ["a"]],
        ]))
    #expect(labels(&index, .nodes) == ["pool", "zone"])
    #expect(labels(&index, .storageClasses) == ["tier", "zone"])
    #expect(labels(&index, .persistentVolumes) == [Self.tenantLabel])
    for resource in [
      FilteredResource.namespaces, .ingressClasses, .priorityClasses, .runtimeClasses, .tenants,
      .nodeMetrics,
    ] {
      #expect(labels(&index, resource) == [], "\(resource)")
    }
    index.set(tenant: Self.tenant("one", fields: ["nodeSelector": ["zone": "x"]]))
    #expect(labels(&index, .nodes) == ["pool", "zone"])
    index.remove(tenant: "two")
    #expect(labels(&index, .nodes) == ["zone"])
    #expect(labels(&index, .storageClasses) == [])
    index.remove(tenant: "one")
    index.remove(tenant: "one")
    #expect(labels(&index, .nodes) == [])
    #expect(View.empty.decidingLabels(of: .persistentVolumes) == [Self.tenantLabel])
  }
}

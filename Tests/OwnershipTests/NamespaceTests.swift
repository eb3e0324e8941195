import JSON
import KubernetesAPI
import Ownership
import Testing

@Suite struct NamespaceTests {
  private func index(namespaces: JSONValue? = nil) -> OwnershipIndex {
    var index = OwnershipIndex()
    index.set(
      tenant: Objects.tenant("t", spec: Objects.owners(("User", "alice")), namespaces: namespaces))
    return index
  }

  private func chosen(_ index: inout OwnershipIndex, at now: UInt64 = 1) -> Selection? {
    index.view(now: now).selection(of: .namespaces, for: .alice)
  }

  @Test func `gives an owner without namespaces a selection that is empty`() throws {
    var index = index()
    index.set(namespace: Objects.namespace("n"), at: 1)
    let selection = try chosen(&index).orFail()
    #expect(selection.exactNames == [])
    #expect(selection.selects(name: "n") == .no)
    #expect(!selection.selects(name: "n", uid: "uid-of-n"))
    #expect(!selection.readsLabels)
  }

  @Test(
    arguments: [
      ("t", "uid-of-t", true), ("t", "uid-of-u", false), ("t", nil, false),
      (nil, "uid-of-t", false),
      ("u", "uid-of-t", false), ("t", "", false),
    ] as [(String?, String?, Bool)])
  func `owns by the label and the owner reference together`(
    tenant: String?, owner: String?, isOwned: Bool
  ) {
    var index = index()
    index.set(tenant: Objects.tenant("u", spec: Objects.owners(("User", "bob"))))
    index.set(namespace: Objects.namespace("n", tenant: tenant, owner: owner), at: 1)
    #expect(chosen(&index)?.exactNames == (isOwned ? ["n"] : []))
  }

  @Test(arguments: [("v1", "Tenant"), ("capsule.clastix.io/v1beta2", "Foo"), ("v1", "ConfigMap")])
  func `owns by no reference to another kind, though it has the tenant's uid`(
    version: String, kind: String
  ) {
    var index = index()
    var namespace = Objects.namespace("n", tenant: "t", owner: "uid-of-t")
    namespace.ownerReferences[0].apiVersion = version
    namespace.ownerReferences[0].kind = kind
    index.set(namespace: namespace, at: 1)
    #expect(chosen(&index)?.exactNames == [])
  }

  @Test func `owns by no reference to a tenant without a uid`() {
    var index = OwnershipIndex()
    index.set(tenant: Objects.tenant("t", uid: "", spec: Objects.owners(("User", "alice"))))
    index.set(namespace: Objects.namespace("n", tenant: "t", owner: ""), at: 1)
    #expect(chosen(&index)?.exactNames == [])
  }

  @Test func `owns what the status names, whichever is seen first`() {
    var early = index(namespaces: ["n", "missing"])
    early.set(namespace: Objects.namespace("n"), at: 1)
    #expect(chosen(&early)?.exactNames == ["n"])
    var late = OwnershipIndex()
    late.set(namespace: Objects.namespace("n"), at: 1)
    late.set(
      tenant: Objects.tenant("t", spec: Objects.owners(("User", "alice")), namespaces: ["n"]))
    #expect(chosen(&late)?.exactNames == ["n"])
  }

  @Test(arguments: ["n", ["n", 1], ["a": "n"]] as [JSONValue])
  func `owns nothing by a status that cannot be read`(namespaces: JSONValue) {
    var index = index(namespaces: namespaces)
    index.set(namespace: Objects.namespace("n"), at: 1)
    #expect(chosen(&index)?.exactNames == [])
    #expect(index.takeProblems().map(\.field) == ["status.namespaces"])
  }

  @Test func `follows a namespace from tenant to tenant`() {
    var index = index()
    index.set(tenant: Objects.tenant("u", spec: Objects.owners(("User", "bob"))))
    index.set(namespace: Objects.namespace("n", tenant: "t", owner: "uid-of-t"), at: 1)
    let before = index.view(now: 1)
    index.set(namespace: Objects.namespace("n", tenant: "u", owner: "uid-of-u"), at: 2)
    let after = index.view(now: 2)
    let objects = [Objects.namespace("n")]
    #expect(before.shown(objects, to: .alice) == ["n"])
    #expect(before.shown(objects, to: .bob) == [])
    #expect(after.shown(objects, to: .alice) == [])
    #expect(after.shown(objects, to: .bob) == ["n"])
  }

  @Test func `follows a tenant to its new owners and its new identity`() {
    var index = index(namespaces: ["m"])
    index.set(namespace: Objects.namespace("m"), at: 1)
    index.set(namespace: Objects.namespace("n", tenant: "t", owner: "uid-of-t"), at: 1)
    #expect(chosen(&index)?.exactNames == ["m", "n"])
    index.set(tenant: Objects.tenant("t", spec: Objects.owners(("User", "bob")), namespaces: ["m"]))
    #expect(chosen(&index).isNone)
    let bobs = index.view(now: 2).selection(of: .namespaces, for: .bob)
    #expect(bobs?.exactNames == ["m", "n"])
    index.set(tenant: Objects.tenant("t", uid: "new", spec: Objects.owners(("User", "bob"))))
    #expect(index.view(now: 3).selection(of: .namespaces, for: .bob)?.exactNames == [])
  }

  @Test func `matches on name and uid`() throws {
    var index = index(namespaces: ["n"])
    index.set(namespace: Objects.namespace("n"), at: 1)
    let selection = try chosen(&index).orFail()
    #expect(selection.selects(name: "n", uid: "uid-of-n"))
    #expect(!selection.selects(name: "n", uid: "other"))
    #expect(!selection.selects(name: "n", uid: ""))
    #expect(!selection.selects(name: "m", uid: "uid-of-n"))
  }

  @Test func `selects no namespace without a uid`() throws {
    var index = index(namespaces: ["n"])
    index.set(namespace: Objects.namespace("n", uid: ""), at: 1)
    #expect(chosen(&index)?.selects(name: "n", uid: "") == false)
  }

  // MARK: Deletion

  @Test func `keeps a deleted namespace for a minute by its uid`() throws {
    var index = index(namespaces: ["n"])
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.remove(namespace: "n", at: 10)
    let during = try chosen(&index, at: 10).orFail()
    #expect(during.selects(name: "n") == .yes)
    #expect(during.selects(name: "n", uid: "uid-of-n"))
    #expect(!during.selects(name: "n", uid: "other"))
    #expect(during.exactNames == ["n"])
    #expect(index.nextExpiry == 10 + 60 * Objects.second)
    let last = try chosen(&index, at: 9 + 60 * Objects.second).orFail()
    #expect(last.selects(name: "n") == .yes)
    let after = try chosen(&index, at: 10 + 60 * Objects.second).orFail()
    #expect(after.selects(name: "n") == .no)
    #expect(!after.selects(name: "n", uid: "uid-of-n"))
    #expect(after.exactNames == [])
    #expect(index.nextExpiry == nil)
  }

  @Test(arguments: [true, false])
  func `takes a namespace made anew for another one`(isSeenGone: Bool) throws {
    var index = index(namespaces: ["n"])
    index.set(namespace: Objects.namespace("n"), at: 1)
    if isSeenGone {
      _ = index.view(now: 2)
      index.remove(namespace: "n", at: 2)
      _ = index.view(now: 2)
    }
    index.set(namespace: Objects.namespace("n", uid: "new"), at: 3)
    let selection = try chosen(&index, at: 3).orFail()
    #expect(selection.selects(name: "n") == .no)
    #expect(!selection.selects(name: "n", uid: "new"))
    #expect(selection.selects(name: "n", uid: "uid-of-n"))
  }

  @Test func `owns a namespace made anew once the status names it again`() {
    var index = index(namespaces: ["n"])
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(namespace: Objects.namespace("n", uid: "new"), at: 2)
    let owner = Objects.owners(("User", "alice"))
    index.set(tenant: Objects.tenant("t", spec: owner, namespaces: ["n", "m"]))
    #expect(chosen(&index)?.selects(name: "n", uid: "new") == false)
    index.set(tenant: Objects.tenant("t", spec: owner, namespaces: ["m"]))
    index.set(tenant: Objects.tenant("t", spec: owner, namespaces: ["n"]))
    #expect(chosen(&index)?.selects(name: "n", uid: "new") == true)
  }

  @Test func `owns a namespace made anew that the tenant's own references claim`() {
    var index = index()
    index.set(namespace: Objects.namespace("n", tenant: "t", owner: "uid-of-t"), at: 1)
    index.set(
      namespace: Objects.namespace("n", uid: "new", tenant: "t", owner: "uid-of-t"), at: 2)
    let selection = chosen(&index, at: 2)
    #expect(selection?.selects(name: "n", uid: "new") == true)
    #expect(selection?.selects(name: "n") == .yes)
  }

  @Test func `keeps a granted namespace though its bindings go before it`() throws {
    var index = OwnershipIndex()
    index.set(role: Objects.role())
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(roleBinding: try Objects.binding(in: "n", subjects: GrantTests.alice))
    _ = index.view(now: 1)
    index.set(namespace: Objects.namespace("n", terminating: true), at: 2)
    _ = index.view(now: 2)
    index.remove(roleBinding: "binding", in: "n")
    #expect(chosen(&index, at: 3)?.selects(name: "n", uid: "uid-of-n") == true)
    index.remove(namespace: "n", at: 4)
    #expect(chosen(&index, at: 5)?.selects(name: "n") == .yes)
    #expect(chosen(&index, at: 4 + 60 * Objects.second).isNone)
  }

  @Test func `takes a grant back at once where nothing is being deleted`() throws {
    var index = OwnershipIndex()
    index.set(role: Objects.role())
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(roleBinding: try Objects.binding(in: "n", subjects: GrantTests.alice))
    #expect(chosen(&index, at: 1)?.selects(name: "n") == .yes)
    index.remove(roleBinding: "binding", in: "n")
    #expect(chosen(&index, at: 2).isNone)
  }

  @Test func `gives a stranger nothing of a deleted namespace`() {
    var index = index(namespaces: ["n"])
    index.set(tenant: Objects.tenant("u", spec: Objects.owners(("User", "bob"))))
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.remove(namespace: "n", at: 2)
    let view = index.view(now: 2)
    #expect(view.selection(of: .namespaces, for: .bob)?.selects(name: "n") == .no)
  }

  // MARK: Memory

  @Test func `remembers for an hour that something was owned`() {
    let (owned, end) = (5 * Objects.second, 5 * Objects.second + Objects.hour)
    var index = index()
    #expect(index.view(now: 1).ownedRecently(.namespaces, by: .alice))
    index.remove(tenant: "t")
    let view = index.view(now: owned)
    #expect(view.selection(of: .namespaces, for: .alice).isNone)
    #expect(view.ownedRecently(.namespaces, by: .alice))
    #expect(!view.ownedRecently(.nodes, by: .alice))
    #expect(!view.ownedRecently(.namespaces, by: .bob))
    #expect(index.nextExpiry == end)
    #expect(index.view(now: end - 1).ownedRecently(.namespaces, by: .alice))
    #expect(!index.view(now: end).ownedRecently(.namespaces, by: .alice))
    #expect(index.nextExpiry == nil)
  }

  @Test func `remembers each resource by itself and from the last end`() {
    func tenant(_ kinds: JSONValue...) -> Tenant {
      let settings = kinds.map { ["kind": $0, "operations": ["List"]] as JSONValue }
      return Objects.tenant(
        "t",
        spec: [
          "owners": [["kind": "User", "name": "alice", "proxySettings": .array(settings)]]
        ])
    }
    var index = OwnershipIndex()
    index.set(tenant: tenant("Nodes", "StorageClasses"))
    _ = index.view(now: 1)
    index.set(tenant: tenant("StorageClasses"))
    _ = index.view(now: 10)
    index.set(tenant: tenant("Nodes", "StorageClasses"))
    _ = index.view(now: 20)
    index.set(tenant: tenant("StorageClasses"))
    var view = index.view(now: 30)
    #expect(view.selection(of: .nodes, for: .alice).isNone)
    #expect(!view.selection(of: .storageClasses, for: .alice).isNone)
    #expect(view.ownedRecently(.nodes, by: .alice))
    view = index.view(now: 10 + Objects.hour)
    #expect(view.ownedRecently(.nodes, by: .alice))
    view = index.view(now: 30 + Objects.hour)
    #expect(!view.ownedRecently(.nodes, by: .alice))
  }
}

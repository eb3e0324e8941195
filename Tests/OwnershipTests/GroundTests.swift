import JSON
import KubernetesAPI
import Ownership
import Testing

/// Why something is a caller's, as it is told to whoever asks.
@Suite struct GroundTests {
  private static func oil(_ settings: JSONValue = [], spec: JSONValue = [:]) -> Tenant {
    var spec = spec
    spec["owners"] = [
      ["kind": "User", "name": "alice", "proxySettings": settings],
      ["kind": "Group", "name": "rig"],
    ]
    return Objects.tenant("oil", spec: spec, namespaces: ["claimed", "awaited"])
  }

  private static func index(_ tenant: Tenant = oil()) throws -> OwnershipIndex {
    var index = OwnershipIndex()
    index.set(role: Objects.role())
    for namespace in [
      Objects.namespace("claimed"), Objects.namespace("foreign"), Objects.namespace("bound"),
      Objects.namespace("labelled", tenant: "oil", owner: "uid-of-oil"),
      Objects.namespace("pretended", tenant: "oil", owner: "another"),
    ] { index.set(namespace: namespace, at: 1) }
    index.set(tenant: tenant)
    index.set(
      tenant: Objects.tenant(
        "gas", spec: ["owners": [["kind": "User", "name": "bob"]]], namespaces: ["foreign"]))
    let alice: JSONValue = [["kind": "User", "name": "alice"]]
    index.set(roleBinding: try Objects.binding("b", in: "bound", subjects: alice))
    index.set(roleBinding: try Objects.binding("weak", in: "foreign", role: "x", subjects: alice))
    _ = index.view(now: 2)
    return index
  }

  private static let rig = UserInfo(
    username: "rita", groups: ["rig", "rig", "system:authenticated"])

  @Test(arguments: [
    ("claimed", ["oil yes the tenant's status names it"]),
    ("labelled", ["oil yes its label and its ownerReference name the tenant"]),
    ("pretended", ["oil no it is none of the tenant's namespaces"]),
    ("awaited", ["oil no it is none of the tenant's namespaces"]),
    ("foreign", ["oil no it is none of the tenant's namespaces"]),
    ("none", ["oil no it is none of the tenant's namespaces"]),
    (
      "bound",
      [
        "oil no it is none of the tenant's namespaces",
        "bound/b yes a role binding that lets one get the namespace",
      ]
    ),
  ])
  func `a namespace has the grounds of its sources`(_ name: String, _ told: [String]) throws {
    let grounds = try Self.index().grounds(of: .namespaces, named: name, for: .alice)
    #expect(grounds.map(\.told) == told)
    #expect(grounds.allSatisfy { $0.owner == .user("alice") })
  }

  @Test func `all namespaces are told by what gives them`() throws {
    let grounds = try Self.index().grounds(of: .namespaces, for: .alice)
    #expect(grounds.map(\.names) == [["claimed", "labelled"], ["bound"]])
    #expect(grounds.map(\.source) == [.tenant("oil"), .roleBindings])
  }

  @Test func `a group's grounds are told once, as the group's`() throws {
    let grounds = try Self.index().grounds(of: .namespaces, named: "claimed", for: Self.rig)
    #expect(grounds.map(\.told) == ["oil yes the tenant's status names it"])
    #expect(grounds.map(\.owner) == [.group("rig")])
  }

  @Test func `what is deleted is told for as long as it is remembered`() throws {
    var index = try Self.index()
    index.remove(namespace: "claimed", at: 3)
    _ = index.view(now: 3)
    func told(_ user: UserInfo) -> [String] {
      index.grounds(of: .namespaces, named: "claimed", for: user).map(\.told)
    }
    #expect(told(.alice).last == "memory yes it was the caller's until it was deleted a moment ago")
    #expect(told(.bob) == ["gas no it is none of the tenant's namespaces"])
    _ = index.view(now: 3 + OwnershipIndex.lingering)
    #expect(told(.alice) == ["oil no it is none of the tenant's namespaces"])
  }

  @Test func `tenants are told to their owners`() throws {
    let index = try Self.index()
    func told(_ name: String?, _ user: UserInfo) -> [String] {
      index.grounds(of: .tenants, named: name, for: user).map(\.told)
    }
    #expect(told("oil", .alice) == ["oil yes the tenant itself"])
    #expect(told("gas", .alice) == ["oil no the tenant itself"])
    #expect(told(nil, .bob) == ["gas yes the tenant itself"])
  }

  private static let list: JSONValue = [["kind": "StorageClasses", "operations": ["List"]]]
  private static let classes: JSONValue = [
    "storageClasses": [
      "allowed": ["custom"], "allowedRegex": "fs$", "matchLabels": ["tier": "gold"],
    ]
  ]
  private static let everything =
    "spec.storageClasses selects the names custom, or names that match fs$, or the labels tier=gold"

  @Test(
    arguments: [
      ("custom", nil, "oil yes spec.storageClasses names it"),
      (
        "cephfs", nil,
        "oil yes spec.storageClasses has the pattern fs$, which its name matches"
      ),
      ("disk", nil, "oil dependsOnLabels \(everything)"),
      (
        "disk", ["tier": "gold"],
        "oil yes spec.storageClasses wants tier=gold, and its labels are so"
      ),
      ("disk", ["tier": "iron"], "oil no \(everything)"),
      (nil, nil, "oil yes \(everything)"),
    ] as [(String?, [String: String]?, String)])
  func `a rule is told by the part that decides`(
    _ name: String?, _ labels: [String: String]?, _ told: String
  ) throws {
    let index = try Self.index(Self.oil(Self.list, spec: Self.classes))
    let grounds = index.grounds(
      of: .storageClasses, named: name, labels: labels, for: .alice)
    #expect(grounds.map(\.told) == [told])
    #expect(grounds.map(\.operations) == [.list])
  }

  @Test(
    arguments: [
      ([:], "oil yes spec.storageClasses is absent, which selects everything"),
      (["storageClasses": [:]], "oil no spec.storageClasses is there and selects nothing"),
      (["storageClasses": 1], "oil no spec.storageClasses is there and selects nothing"),
    ] as [(JSONValue, String)])
  func `a field that is absent and one that is empty differ`(
    _ spec: JSONValue, _ told: String
  ) throws {
    let index = try Self.index(Self.oil(Self.list, spec: spec))
    for name in [nil, "disk"] {
      let grounds = index.grounds(of: .storageClasses, named: name, for: .alice)
      #expect(grounds.map(\.told) == [told])
    }
  }

  @Test(arguments: [
    (FilteredResource.storageClasses, "StorageClasses"), (.nodes, "Nodes"), (.nodeMetrics, "Nodes"),
    (.persistentVolumes, "PersistentVolumes"),
  ])
  func `a tenant that gives no operation says so`(
    _ resource: FilteredResource, _ kind: String
  ) throws {
    let grounds = try Self.index().grounds(of: resource, named: "custom", for: .alice)
    #expect(grounds.map(\.told) == ["oil no the tenant gives no operation on \(kind)"])
    #expect(grounds.map(\.operations) == [[]])
  }

  @Test func `metrics go with the nodes that are known`() throws {
    let nodes: JSONValue = [["kind": "Nodes", "operations": ["List"]]]
    var index = try Self.index(Self.oil(nodes, spec: ["nodeSelector": ["pool": "oil"]]))
    for (name, pool) in [("a", "oil"), ("b", "gas")] {
      index.set(object: LabelledObject(name: name, uid: name, labels: ["pool": pool]), of: .nodes)
    }
    let verdicts = ["a", "b", "c"].map { name in
      index.grounds(of: .nodeMetrics, named: name, for: .alice).map(\.verdict)
    }
    #expect(verdicts == [[.yes], [.no], [.dependsOnLabels]])
  }

  @Test func `nobody is told of anything that is not theirs`() throws {
    let index = try Self.index()
    let stranger = UserInfo(
      username: "eve", groups: ["system:authenticated", "system:serviceaccounts", ""])
    for resource in FilteredResource.allCases {
      for name in [nil, "claimed", "foreign", "oil", "none"] {
        #expect(index.grounds(of: resource, named: name, for: stranger).isEmpty)
      }
    }
    // What is another's is to alice like what is not there.
    let foreign = index.grounds(of: .namespaces, named: "foreign", for: .alice)
    #expect(foreign == index.grounds(of: .namespaces, named: "none", for: .alice))
  }

  @Test func `many names are counted`() throws {
    var index = OwnershipIndex()
    let names = (0..<100).map { "n\($0)" }
    for name in names { index.set(namespace: Objects.namespace(name), at: 1) }
    index.set(
      tenant: Objects.tenant(
        "big", spec: Objects.owners(("User", "alice")), namespaces: .strings(names)))
    let ground = index.grounds(of: .namespaces, for: .alice).first
    #expect(ground?.names.count == Ground.mostNames)
    #expect(ground?.moreNames == 100 - Ground.mostNames)
  }
}

extension Ground {
  /// Source, verdict and reason, for a table.
  fileprivate var told: String {
    let from =
      switch source {
      case .tenant(let name): name
      case .claim(let source): "\(source)"
      case .roleBinding(let namespace, let name, _): "\(namespace)/\(name)"
      case .roleBindings: "bindings"
      case .memory: "memory"
      }
    return "\(from) \(verdict) \(reason)"
  }
}

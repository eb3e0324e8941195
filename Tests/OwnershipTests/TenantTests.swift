import JSON
import KubernetesAPI
import Ownership
import Testing

@Suite struct TenantTests {
  /// What a tenant with this spec shows its owner of the storage classes, or of another class.
  private func shown(
    _ spec: JSONValue, of resource: FilteredResource = .storageClasses, kind: String? = nil,
    annotations: [String: String] = [:], to user: UserInfo = .alice,
    names: [String] = ["a", "b", "c"], labels: [String: [String: String]] = [:],
    for operation: Operations = .list
  ) -> (names: [String]?, problems: [String]) {
    var index = OwnershipIndex()
    index.set(tenant: Objects.tenant("t", annotations: annotations, spec: spec))
    let shown = index.view(now: 1).shown(
      resource, names, to: user, labels: labels, for: operation)
    return (shown, index.takeProblems().map(\.field))
  }

  /// A spec whose owner alice may list every class.
  private func spec(_ fields: (String, JSONValue)...) -> JSONValue {
    var spec: JSONValue = [
      "owners": [
        [
          "kind": "User", "name": "alice",
          "proxySettings": [
            ["kind": "Nodes", "operations": ["List"]],
            ["kind": "StorageClasses", "operations": ["List"]],
            ["kind": "IngressClasses", "operations": ["List"]],
            ["kind": "PriorityClasses", "operations": ["List"]],
            ["kind": "RuntimeClasses", "operations": ["List"]],
            ["kind": "PersistentVolumes", "operations": ["List"]],
          ],
        ]
      ]
    ]
    for (key, value) in fields { spec[key] = value }
    return spec
  }

  static let labels = ["a": ["tier": "gold", "zone": "x"], "b": ["tier": "gold"]]

  @Test(
    arguments: [
      ([:], []), (["allowed": []], []), (["allowed": ["a", "c"]], ["a", "c"]),
      (["default": "b"], ["b"]), (["default": ""], []), (["allowedRegex": "^[ab]$"], ["a", "b"]),
      (["allowedRegex": ""], []), (["matchLabels": [:]], []), (["matchExpressions": []], []),
      (["matchLabels": ["tier": "gold"]], ["a", "b"]),
      (["matchLabels": ["tier": "gold", "zone": "x"]], ["a"]),
      (["matchExpressions": [["key": "zone", "operator": "DoesNotExist"]]], ["b", "c"]),
      (["matchExpressions": [["key": "zone", "operator": "In", "values": ["x", "y"]]]], ["a"]),
      (
        [
          "matchLabels": ["tier": "gold"],
          "matchExpressions": [["key": "zone", "operator": "DoesNotExist"]],
        ], ["b"]
      ),
      (["allowed": ["c"], "matchLabels": ["zone": "x"]], ["a", "c"]),
      (["allowed": ["c"], "default": "b", "allowedRegex": "^a"], ["a", "b", "c"]),
      (["matchLabels": ["tier": ""]], []),
    ] as [(JSONValue, [String])])
  func `selects what any part of a selection selects`(selection: JSONValue, names: [String]) {
    for (resource, field) in [
      (FilteredResource.storageClasses, "storageClasses"), (.ingressClasses, "ingressClasses"),
      (.priorityClasses, "priorityClasses"), (.runtimeClasses, "runtimeClasses"),
    ] {
      let result = shown(spec((field, selection)), of: resource, labels: Self.labels)
      #expect(result.names == names)
      #expect(result.problems == [])
    }
  }

  @Test func `selects everything only where the field is absent`() {
    #expect(shown(spec()).names == ["a", "b", "c"])
    #expect(shown(spec(), of: .ingressClasses).names == ["a", "b", "c"])
    #expect(shown(spec(), of: .priorityClasses).names == ["a", "b", "c"])
    #expect(shown(spec(), of: .runtimeClasses).names == ["a", "b", "c"])
    #expect(shown(spec(), of: .nodes).names == ["a", "b", "c"])
    #expect(shown(spec(), of: .nodeMetrics).names == ["a", "b", "c"])
    #expect(shown(spec(("ingressOptions", [:])), of: .ingressClasses).names == ["a", "b", "c"])
  }

  @Test(
    arguments: [
      ([:], []), (["tier": "gold"], ["a", "b"]), (["tier": "gold", "zone": "x"], ["a"]),
      (["zone": "y"], []),
    ] as [(JSONValue, [String])])
  func `selects nodes that have all labels`(selector: JSONValue, names: [String]) {
    let result = shown(spec(("nodeSelector", selector)), of: .nodes, labels: Self.labels)
    #expect(result.names == names)
    #expect(result.problems == [])
  }

  @Test func `joins both fields of ingress classes as whole rules`() {
    let both = spec(
      ("ingressClasses", ["matchLabels": ["tier": "gold"]]),
      ("ingressOptions", ["allowedClasses": ["matchLabels": ["zone": "x"]]]))
    #expect(shown(both, of: .ingressClasses, labels: Self.labels).names == ["a", "b"])
    let one = spec(("ingressOptions", ["allowedClasses": ["allowed": ["c"]]]))
    #expect(shown(one, of: .ingressClasses).names == ["c"])
  }

  @Test(
    arguments: [
      ("storageClasses", "x", [], "spec.storageClasses"),
      ("storageClasses", [], [], "spec.storageClasses"),
      ("storageClasses", nil, [], "spec.storageClasses"),
      ("storageClasses", ["allowed": "a", "default": "b"], ["b"], "spec.storageClasses.allowed"),
      ("storageClasses", ["allowed": ["a", 1]], [], "spec.storageClasses.allowed"),
      ("storageClasses", ["allowedRegex": "a(?=b)"], [], "spec.storageClasses.allowedRegex"),
      ("storageClasses", ["allowedRegex": ["a"]], [], "spec.storageClasses.allowedRegex"),
      (
        "storageClasses", ["allowed": ["c"], "allowedRegex": "(["], ["c"],
        "spec.storageClasses.allowedRegex"
      ),
      ("storageClasses", ["default": true], [], "spec.storageClasses.default"),
      ("storageClasses", ["matchLabels": "x"], [], "spec.storageClasses.matchLabels"),
      (
        "storageClasses", ["matchLabels": ["tier": "gold", "zone": 1]], [],
        "spec.storageClasses.matchLabels.zone"
      ),
      (
        "storageClasses", ["matchLabels": ["tier": "gold"], "matchExpressions": "x"], [],
        "spec.storageClasses.matchExpressions"
      ),
      (
        "storageClasses",
        ["matchLabels": ["tier": "gold"], "matchExpressions": [["key": "zone"]]], [],
        "spec.storageClasses.matchExpressions"
      ),
      (
        "storageClasses",
        ["matchExpressions": [["key": "zone", "operator": "NotIn", "values": "x"]]], [],
        "spec.storageClasses.matchExpressions"
      ),
      (
        "storageClasses",
        [
          "matchLabels": ["tier": "gold"],
          "matchExpressions": [["key": "zone", "operator": "Near"]],
        ], [], "spec.storageClasses"
      ),
      ("storageClasses", ["matchLabels": ["!": "x"]], [], "spec.storageClasses"),
    ] as [(String, JSONValue, [String], String)])
  func `selects nothing by a part that cannot be read and says so once`(
    field: String, value: JSONValue, names: [String], problem: String
  ) {
    let result = shown(spec((field, value)), labels: Self.labels)
    #expect(result.names == names)
    #expect(result.problems == [problem])
  }

  @Test(
    arguments: [
      ("x", "spec.nodeSelector"), (nil, "spec.nodeSelector"),
      (["tier": 1], "spec.nodeSelector.tier"), (["tier": "not a value"], "spec.nodeSelector"),
    ] as [(JSONValue, String)])
  func `selects no node by a selector that cannot be read`(value: JSONValue, problem: String) {
    let result = shown(spec(("nodeSelector", value)), of: .nodes, labels: Self.labels)
    #expect(result.names == [])
    #expect(result.problems == [problem])
  }

  @Test(
    arguments: [
      (["ingressOptions": "x"], "spec.ingressOptions"),
      (["ingressOptions": ["allowedClasses": "x"]], "spec.ingressOptions.allowedClasses"),
    ] as [(JSONObject, String)])
  func `selects no ingress class by options that cannot be read`(
    fields: JSONObject, problem: String
  ) {
    let spec = fields.reduce(into: spec()) { $0[$1.key] = $1.value }
    let result = shown(spec, of: .ingressClasses)
    #expect(result.names == [])
    #expect(result.problems == [problem])
  }

  @Test(
    arguments: [
      "x", nil, 1, ["owners": "x"], ["owners": ["x"]], ["owners": [[:]]], ["owner": "alice"],
      ["owners": [["kind": "User"]]], ["owners": [["name": "alice"]]],
      ["owners": [["kind": "user", "name": "alice"]]],
      ["owners": [["kind": "ServiceAccount", "name": "alice"]]],
      ["owners": [["kind": "User", "name": ["alice"]]]],
      ["owners": [["kind": "User", "name": ""]]],
    ] as [JSONValue])
  func `has no owner where none can be read`(spec: JSONValue) {
    var index = OwnershipIndex()
    index.set(tenant: Objects.tenant("t", spec: spec))
    let caller = UserInfo(username: "alice", groups: ["alice", ""])
    #expect(index.view(now: 1).selection(of: .namespaces, for: caller).isNone)
    #expect(index.takeProblems().isEmpty == (spec == .null))
    #expect(index.takeProblems().isEmpty)
  }

  // MARK: Operations

  @Test(
    arguments: [
      (["List"], Operations.list, true), (["List"], .update, false), (["List"], .delete, false),
      (["Update"], .list, true), (["Update"], .update, true), (["Update"], .delete, false),
      (["Delete"], .list, true), (["Delete"], .delete, true), (["Delete"], .update, false),
      (["Delete", "Update"], .update, true), ([], .list, false), (["list"], .list, false),
      (["Everything"], .list, false),
    ] as [(JSONValue, Operations, Bool)])
  func `lets an owner do what its settings say`(
    operations: JSONValue, wanted: Operations, allowed: Bool
  ) {
    let spec: JSONValue = [
      "owners": [
        [
          "kind": "User", "name": "alice",
          "proxySettings": [["kind": "StorageClasses", "operations": operations]],
        ], ["kind": "User", "name": "bob"],
      ]
    ]
    #expect((shown(spec, for: wanted).names != nil) == allowed)
    #expect(shown(spec, of: .nodes).names == nil)
    #expect(shown(spec, to: .bob).names == nil)
  }

  @Test(
    arguments: [
      ("Nodes", [.nodes, .nodeMetrics]), ("StorageClasses", [.storageClasses]),
      ("IngressClasses", [.ingressClasses]), ("PriorityClasses", [.priorityClasses]),
      ("RuntimeClasses", [.runtimeClasses]), ("PersistentVolumes", [.persistentVolumes]),
      ("Secrets", nil), ("Namespaces", nil), ("Tenants", nil), ("", nil),
    ] as [(String, Set<FilteredResource>?)])
  func `switches on by a kind what is of that kind`(kind: String, on: Set<FilteredResource>?) {
    var index = OwnershipIndex()
    let spec: JSONValue = [
      "owners": [
        [
          "kind": "User", "name": "alice",
          "proxySettings": [["kind": .string(kind), "operations": ["Update", "Delete"]]],
        ]
      ]
    ]
    index.set(tenant: Objects.tenant("t", spec: spec))
    let view = index.view(now: 1)
    for resource in FilteredResource.allCases {
      let isAlways = resource == .namespaces || resource == .tenants
      let isOn = on?.contains(resource) == true
      let isWritten = isOn && resource != .nodeMetrics
      for (operation, allowed) in [
        (Operations.list, isOn || isAlways), (.update, isWritten), (.delete, isWritten),
      ] {
        let selection = view.selection(of: resource, for: .alice, operation: operation)
        #expect(selection.isNone != allowed, "\(resource) \(operation)")
      }
    }
    #expect(index.takeProblems().isEmpty == (on != nil))
  }

  @Test(arguments: [
    ("listing", Operations.list, true), ("listing", .update, false), ("update", .update, true),
    ("update", .list, true), ("update", .delete, false), ("deletion", .delete, true),
    ("deletion", .list, true),
  ])
  func `lets v1alpha1's owner do what the annotations say`(
    ending: String, wanted: Operations, allowed: Bool
  ) {
    for (resource, word) in [
      (FilteredResource.nodes, "node"), (.storageClasses, "storageclass"),
      (.ingressClasses, "ingressclass"), (.priorityClasses, "priorityclass"),
    ] {
      let annotations = ["capsule.clastix.io/enable-\(word)-\(ending)": "true"]
      let spec: JSONValue = ["owner": ["kind": "User", "name": "alice"]]
      let result = shown(spec, of: resource, annotations: annotations, for: wanted)
      #expect((result.names != nil) == allowed)
    }
  }

  @Test(arguments: [
    ("true", ["alice", "bob", "carol"]), ("alice", ["alice"]), ("bob, carol", ["bob", "carol"]),
    ("", []), ("false", []), ("True", []), (" alice ,", ["alice"]), ("ali", []),
    ("system:serviceaccount:n:robot", []),
  ])
  func `gives annotated operations to the owners that are named`(value: String, names: [String]) {
    for name in ["alice", "bob", "carol", "dave"] {
      let result = shown(
        ["owner": ["kind": "User", "name": "alice"]],
        annotations: [
          "owners.capsule.clastix.io/user": "bob, carol",
          "owners.capsule.clastix.io/serviceaccount": "system:serviceaccount:n:robot",
          "capsule.clastix.io/enable-storageclass-listing": value,
        ], to: UserInfo(username: name))
      #expect((result.names != nil) == names.contains(name), "\(name)")
    }
  }

  @Test func `reads every kind of owner annotation`() {
    let annotations = [
      "owners.capsule.clastix.io/user": "bob",
      "owners.capsule.clastix.io/group": "devs,ops",
      "owners.capsule.clastix.io/serviceaccount": "system:serviceaccount:n:robot,nonsense",
    ]
    var index = OwnershipIndex()
    index.set(
      tenant: Objects.tenant(
        "t", annotations: annotations, spec: ["owner": ["kind": "User", "name": "alice"]]))
    let view = index.view(now: 1)
    for user in [
      UserInfo.alice, .bob, UserInfo(username: "x", groups: ["ops"]),
      UserInfo(username: "system:serviceaccount:n:robot"),
    ] {
      #expect(!view.selection(of: .namespaces, for: user).isNone)
    }
    #expect(view.selection(of: .namespaces, for: UserInfo(username: "nonsense")).isNone)
    #expect(index.takeProblems().count == 1)
  }

  @Test func `gives annotations no meaning where there is no single owner`() {
    let result = shown(
      ["owners": [["kind": "User", "name": "alice"]]],
      annotations: ["capsule.clastix.io/enable-storageclass-listing": "true"])
    #expect(result.names == nil)
  }

  // MARK: Several tenants

  @Test func `joins tenants as whole rules and merges no requirements`() {
    var index = OwnershipIndex()
    for (name, selector) in [
      ("one", ["tier": "gold", "zone": "x"]), ("two", ["tier": "iron", "zone": "y"]),
    ] as [(String, JSONValue)] {
      index.set(
        tenant: Objects.tenant(name, spec: spec(("storageClasses", ["matchLabels": selector]))))
    }
    let labels = [
      "a": ["tier": "gold", "zone": "x"], "b": ["tier": "gold", "zone": "y"],
      "c": ["tier": "iron", "zone": "y"],
    ]
    let view = index.view(now: 1)
    #expect(
      view.shown(.storageClasses, ["a", "b", "c"], to: .alice, labels: labels) == ["a", "c"])
    let selection = view.selection(of: .storageClasses, for: .alice)
    #expect(selection?.selects(name: "a") == .dependsOnLabels)
    #expect(selection?.readsLabels == true)
  }

  @Test func `takes one tenant's operation with that tenant's selection only`() {
    var index = OwnershipIndex()
    for (name, operation) in [("a", "List"), ("b", "Update"), ("c", "Delete")] {
      index.set(
        tenant: Objects.tenant(
          name,
          spec: [
            "owners": [
              [
                "kind": "User", "name": "alice",
                "proxySettings": [
                  ["kind": "StorageClasses", "operations": [.string(operation)]]
                ],
              ]
            ], "storageClasses": ["allowed": [.string(name)]],
          ]))
    }
    let view = index.view(now: 1)
    let names = ["a", "b", "c"]
    #expect(view.shown(.storageClasses, names, to: .alice) == names)
    #expect(view.shown(.storageClasses, names, to: .alice, for: .update) == ["b"])
    #expect(view.shown(.storageClasses, names, to: .alice, for: .delete) == ["c"])
    #expect(view.shown(.namespaces, names, to: .alice, for: .update) == nil)
  }

  @Test func `tells a problem again only after it was gone`() {
    let (bad, good) = (spec(("storageClasses", "x")), spec())
    var index = OwnershipIndex()
    index.set(tenant: Objects.tenant("t", spec: bad))
    #expect(
      index.takeProblems().map(\.description) == ["tenant t: spec.storageClasses: is no object"])
    index.set(tenant: Objects.tenant("t", spec: bad))
    #expect(index.takeProblems() == [])
    index.set(tenant: Objects.tenant("t", spec: good))
    index.set(tenant: Objects.tenant("t", spec: bad))
    #expect(index.takeProblems().count == 1)
  }
}

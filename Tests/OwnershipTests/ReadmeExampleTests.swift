import JSON
import KubernetesAPI
import Ownership
import Testing

/// The tenants oil and gas: one of v1alpha1, one of v1beta2.
@Suite struct ReadmeExampleTests {
  static let namespaces = [
    "default", "gas-marketing", "gas-production", "gas-staging", "kube-system", "oil-development",
    "oil-production", "platform-monitoring",
  ]
  static let nodes: [String: [String: String]] = [
    "capsule-gold-qwerty": ["kubernetes.io/hostname": "capsule-gold-qwerty", "pool": "gold"],
    "capsule-silver-asdfgh": ["kubernetes.io/hostname": "capsule-silver-asdfgh", "pool": "silver"],
    "capsule-bronze-zxcvbn": ["kubernetes.io/hostname": "capsule-bronze-zxcvbn", "pool": "bronze"],
  ]
  static let storageClasses = ["cephfs", "custom", "default", "glusterfs", "zol"]
  static let ingressClasses = [
    "custom", "external-lb", "haproxy-ingress", "internal-lb", "nginx",
  ]

  let view: View
  let objects: [ObjectMeta]

  init() {
    var index = OwnershipIndex()
    index.set(
      tenant: Objects.tenant(
        "oil",
        annotations: [
          "capsule.clastix.io/enable-node-listing": "true",
          "capsule.clastix.io/enable-storageclass-listing": "true",
          "capsule.clastix.io/enable-ingressclass-listing": "true",
        ],
        spec: [
          "owner": ["kind": "User", "name": "alice"],
          "nodeSelector": ["kubernetes.io/hostname": "capsule-gold-qwerty"],
          "storageClasses": ["allowed": ["custom"], "allowedRegex": #"\w+fs"#],
          "ingressClasses": ["allowed": ["custom"], "allowedRegex": #"\w+-lb"#],
        ], namespaces: ["oil-production", "oil-development", "gas-marketing"]))
    index.set(
      tenant: Objects.tenant(
        "gas",
        spec: [
          "owners": [
            [
              "kind": "User", "name": "bob",
              "proxySettings": [["kind": "StorageClasses", "operations": ["List"]]],
            ],
            [
              "kind": "Group", "name": "gas-admins",
              "proxySettings": [
                ["kind": "Nodes", "operations": ["List"]],
                ["kind": "IngressClasses", "operations": ["List"]],
              ],
            ],
          ],
          "nodeSelector": ["pool": "silver"],
          "storageClasses": ["allowed": ["custom", "zol"]],
          "ingressOptions": ["allowedClasses": ["allowed": ["nginx"]]],
        ]))
    objects = Self.namespaces.map { name in
      let isGas = name == "gas-production" || name == "gas-staging"
      return Objects.namespace(
        name, tenant: isGas ? "gas" : nil, owner: isGas ? "uid-of-gas" : nil)
    }
    for object in objects { index.set(namespace: object, at: 1) }
    view = index.view(now: 2)
    #expect(index.takeProblems() == [])
  }

  @Test(arguments: [
    (UserInfo.alice, ["gas-marketing", "oil-development", "oil-production"]),
    (UserInfo.bob, ["gas-production", "gas-staging"]),
    (UserInfo.joe, ["gas-production", "gas-staging"]),
  ])
  func `shows the namespaces of one's own tenants`(user: UserInfo, names: [String]) {
    #expect(view.shown(objects, to: user) == names)
    #expect(view.selection(of: .namespaces, for: user)?.exactNames == names)
  }

  @Test(
    arguments: [
      (UserInfo.alice, ["capsule-gold-qwerty"]), (.bob, nil), (.joe, ["capsule-silver-asdfgh"]),
    ] as [(UserInfo, [String]?)])
  func `shows the nodes that the tenant selects`(user: UserInfo, names: [String]?) {
    let shown = view.shown(.nodes, Self.nodes.keys.sorted(), to: user, labels: Self.nodes)
    #expect(shown == names)
    #expect(view.selection(of: .nodes, for: user)?.readsLabels != false)
  }

  @Test(
    arguments: [
      (UserInfo.alice, ["cephfs", "custom", "glusterfs"]), (.bob, ["custom", "zol"]), (.joe, nil),
    ] as [(UserInfo, [String]?)])
  func `shows the storage classes that the tenant allows`(user: UserInfo, names: [String]?) {
    #expect(view.shown(.storageClasses, Self.storageClasses, to: user) == names)
  }

  @Test(
    arguments: [
      (UserInfo.alice, ["custom", "external-lb", "internal-lb"]), (.bob, nil), (.joe, ["nginx"]),
    ] as [(UserInfo, [String]?)])
  func `shows the ingress classes that the tenant allows`(user: UserInfo, names: [String]?) {
    #expect(view.shown(.ingressClasses, Self.ingressClasses, to: user) == names)
  }

  @Test func `knows the names where they are finite and only there`() {
    #expect(view.selection(of: .storageClasses, for: .bob)?.exactNames == ["custom", "zol"])
    #expect(view.selection(of: .storageClasses, for: .alice)?.exactNames == nil)
    #expect(view.selection(of: .nodes, for: .joe)?.exactNames == nil)
  }

  @Test func `leaves strangers without a selection`() {
    for resource in FilteredResource.allCases {
      #expect(view.selection(of: resource, for: UserInfo(username: "eve")).isNone)
      #expect(View.empty.selection(of: resource, for: .alice).isNone)
    }
  }
}

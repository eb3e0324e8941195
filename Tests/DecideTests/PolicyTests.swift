import Decide
import KubernetesAPI
import Ownership
import Testing

struct PolicyTests {
  typealias Row = DecisionRow

  static let namespaces = "/api/v1/namespaces"
  static let classes = "/apis/storage.k8s.io/v1/storageclasses"
  static let ingress = "/apis/networking.k8s.io/v1/ingressclasses"
  static let tenants = "/apis/capsule.clastix.io/v1beta2/tenants"
  static let metrics = "/apis/metrics.k8s.io/v1beta1/nodes"
  static let named = "?fieldSelector=metadata.name%3D"
  static let protobuf = "application/vnd.kubernetes.protobuf"
  static let yaml = "application/yaml"
  static let alice = Example.alice
  static let eve = Example.eve

  @Test(arguments: [
    // No resource, or none that is filtered.
    Row(alice, "GET", "/version", .pass),
    Row(alice, "GET", "/api/v1", .pass),
    Row(alice, "GET", "/api/v1/pods", .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/pods", .pass),
    Row(alice, "GET", "/apis/example.com/v1/namespaces", .pass),
    Row(alice, "GET", "/apis/storage.k8s.io/v1beta1/storageclasses", .pass),
    Row(alice, "GET", "/api/v2/namespaces", .pass),
    Row(alice, "GET", "/apis/storage.k8s.io/v1/nodes", .pass),
    // A resource of that name in a namespace is another.
    Row(alice, "GET", "/api/v1/namespaces/oil-production/nodes", .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/namespaces", .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/namespaces/oil-production", .pass),
    Row(
      alice, "GET", "/apis/storage.k8s.io/v1/namespaces/oil-production/storageclasses/custom",
      .pass),
    // Subresources.
    Row(alice, "GET", "/api/v1/namespaces/oil-production/status", .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/finalize", .pass),
    Row(alice, "GET", "/api/v1/nodes/n/status", .pass),
    Row(alice, "GET", "/api/v1/nodes/n/proxy/../..//x?a;b", .pass),
    // Verbs that are not filtered.
    Row(alice, "HEAD", namespaces, .pass),
    Row(alice, "HEAD", namespaces + "/oil-production", .pass),
    Row(alice, "POST", namespaces, .pass),
    Row(alice, "PUT", namespaces + "/oil-production", .pass),
    Row(alice, "PATCH", namespaces + "/oil-production", .pass),
    Row(alice, "DELETE", namespaces + "/oil-production", .pass),
    Row(alice, "DELETE", namespaces, .pass),
    Row(alice, "OPTIONS", namespaces, .pass),
    Row(alice, "get", namespaces, .pass),
    Row(alice, "POST", classes, .pass),
    Row(alice, "DELETE", classes + "/custom", .pass),
    Row(alice, "GET", "/api/v1/proxy/namespaces/oil-production", .pass),
  ])
  func `passes what it does not filter`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", namespaces, allowed: false, .list(namespaces)),
    Row(alice, "GET", namespaces, allowed: true, .pass),
    Row(alice, "GET", namespaces + "/", allowed: false, .list(namespaces)),
    Row(alice, "GET", "/%61pi/v1/n%61mespaces", allowed: false, .list(namespaces)),
    Row(
      alice, "GET", namespaces + "?watch=false&watch=true", allowed: false,
      .list(namespaces + "?watch=false&watch=true")),
    Row(alice, "GET", "/api/v1/nodes", allowed: false, .list("/api/v1/nodes")),
    Row(alice, "GET", classes, allowed: false, .list(classes)),
    Row(alice, "GET", ingress, allowed: false, .list(ingress)),
    Row(
      alice, "GET", "/apis/networking.k8s.io/v1beta1/ingressclasses", allowed: false,
      .list("/apis/networking.k8s.io/v1beta1/ingressclasses")),
    Row(Example.joe, "GET", namespaces, allowed: false, .list(namespaces)),
    Row(Example.owner, "GET", namespaces, allowed: false, .list(namespaces)),
    Row(Example.owner, "GET", "/api/v1/nodes", .pass),
    Row(Example.joe, "GET", "/api/v1/nodes", .pass),
    Row(Example.joe, "GET", classes, .pass),
    Row(alice, "GET", tenants, allowed: false, .list(tenants)),
    Row(
      alice, "GET", "/apis/capsule.clastix.io/v1alpha1/tenants", allowed: false,
      .list("/apis/capsule.clastix.io/v1alpha1/tenants")),
    Row(alice, "GET", metrics, allowed: false, .list(metrics)),
    Row(Example.joe, "GET", metrics, .pass),
    Row(eve, "GET", tenants, .pass),
    Row(eve, "GET", namespaces, .pass),
    Row(eve, "GET", namespaces + "?resourceVersion=7", .pass),
    Row(eve, "GET", ingress, .pass),
    // Selectors and unknown parameters go upstream as they are.
    Row(
      alice, "GET", namespaces + "?labelSelector=a%3Db&x=%2f&pretty", allowed: false,
      .list(namespaces + "?labelSelector=a%3Db&x=%2f&pretty")),
    Row(
      alice, "GET", namespaces + "?fieldSelector=status.phase%3DActive", allowed: false,
      .list(namespaces + "?fieldSelector=status.phase%3DActive")),
    // A name that RequestInfo does not take from the selector is no name.
    Row(
      alice, "GET", namespaces + named + "gas-production&limit=x", allowed: false,
      .list(namespaces + named + "gas-production&limit=x")),
    // Rows need their objects.
    Row(
      alice, "GET", namespaces + "?includeObject=None", allowed: false,
      .list(namespaces + "?includeObject=Metadata")),
    Row(
      alice, "GET", namespaces + "?includeObject=Object", allowed: false,
      .list(namespaces + "?includeObject=Object")),
    // What is accepted.
    Row(alice, "GET", namespaces, allowed: false, accept: protobuf, .list(namespaces)),
    Row(alice, "GET", namespaces, allowed: false, accept: yaml, .refuse(406)),
    Row(alice, "GET", namespaces, allowed: true, accept: yaml, .pass),
    Row(eve, "GET", namespaces, accept: yaml, .pass),
  ])
  func `lists what is the caller's`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(
      alice, "GET", namespaces + "/oil-production",
      .object("oil-production", namespaces + "/oil-production")),
    Row(
      alice, "GET", namespaces + "/oil-production/?watch=1&pretty=1",
      .object("oil-production", namespaces + "/oil-production?watch=1&pretty=1")),
    Row(
      alice, "GET", namespaces + "/oil%2Dproduction",
      .object("oil-production", namespaces + "/oil-production")),
    Row(
      alice, "GET", namespaces + "/oil-production?includeObject=None",
      .object("oil-production", namespaces + "/oil-production?includeObject=Metadata")),
    Row(
      alice, "GET", namespaces + "/oil-production?continue=abc&limit=5",
      .object("oil-production", namespaces + "/oil-production?continue=abc&limit=5")),
    Row(alice, "GET", tenants + "/oil", .object("oil", tenants + "/oil")),
    Row(alice, "GET", tenants + "/gas", .pass),
    Row(alice, "GET", namespaces + "/gas-production", .pass),
    Row(alice, "GET", namespaces + "/absent", .pass),
    Row(alice, "GET", namespaces + "/Oil-production", .pass),
    Row(
      Example.joe, "GET", namespaces + "/gas-production",
      .object("gas-production", namespaces + "/gas-production")),
    Row(Example.joe, "GET", namespaces + "/oil-production", .pass),
    Row(eve, "GET", namespaces + "/oil-production", .pass),
    Row(Example.owner, "GET", namespaces + "/oil-production", .pass),
    Row(alice, "GET", ingress + "/nginx", .object("nginx", ingress + "/nginx")),
    Row(alice, "GET", ingress + "/haproxy", .pass),
    // Where labels decide, absence is not told.
    Row(alice, "GET", classes + "/custom", .object("custom", classes + "/custom")),
    Row(
      alice, "GET", classes + "/other",
      .filter(.object("other"), classes + "/other", emptyMeansPass: true)),
    Row(
      alice, "GET", "/api/v1/nodes/n",
      .filter(.object("n"), "/api/v1/nodes/n", emptyMeansPass: true)),
    Row(Example.joe, "GET", "/api/v1/nodes/n", .pass),
    // What would be refused is asked about first.
    Row(alice, "GET", namespaces + "/oil-production", allowed: true, accept: yaml, .pass),
    Row(
      alice, "GET", namespaces + "/oil-production", allowed: false, accept: yaml,
      .refuse(406)),
    Row(alice, "GET", namespaces + "/gas-production", accept: yaml, .pass),
  ])
  func `gets one object that is the caller's`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(
      alice, "GET", namespaces + named + "oil-production",
      .filter(
        .listOfOne("oil-production"), namespaces + named + "oil-production",
        emptyMeansPass: false)),
    Row(
      alice, "GET", namespaces + named + "oil-production&limit=500&resourceVersion=0",
      .filter(
        .listOfOne("oil-production"), namespaces + named + "oil-production&resourceVersion=0",
        emptyMeansPass: false)),
    Row(alice, "GET", namespaces + named + "gas-production", .pass),
    Row(eve, "GET", namespaces + named + "oil-production", .pass),
    Row(
      alice, "GET", "/api/v1/nodes" + named + "n",
      .filter(.listOfOne("n"), "/api/v1/nodes" + named + "n", emptyMeansPass: true)),
    Row(
      alice, "GET", classes + named + "custom",
      .filter(.listOfOne("custom"), classes + named + "custom", emptyMeansPass: false)),
    Row(
      alice, "GET", namespaces + named + "oil-production&continue=x", allowed: false,
      .refuse(410)),
    Row(alice, "GET", namespaces + named + "oil-production&continue=x", allowed: true, .pass),
    Row(alice, "GET", namespaces + named + "gas-production&continue=x", .pass),
  ])
  func `lists one object by its name`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", namespaces, .pass),
    Row(alice, "GET", namespaces + "?resourceVersion=0", .pass),
    Row(alice, "GET", namespaces + "?resourceVersion=", .pass),
    Row(
      alice, "GET", namespaces + "?resourceVersion=7", allowed: false,
      .list(namespaces + "?resourceVersion=7")),
    Row(alice, "GET", namespaces + "?resourceVersion=7", allowed: true, .pass),
    Row(
      alice, "GET", "/api/v1/nodes?resourceVersion=7", allowed: false,
      .list("/api/v1/nodes?resourceVersion=7")),
    Row(alice, "GET", namespaces + "/oil-production?resourceVersion=7", .pass),
    Row(alice, "GET", namespaces + named + "oil-production&resourceVersion=7", .pass),
    Row(eve, "GET", namespaces + "?resourceVersion=7", .pass),
    Row(Example.joe, "GET", "/api/v1/nodes?resourceVersion=7", .pass),
  ])
  func `empties the store of whoever owned something until now`(_ row: Row) throws {
    let view = try Example.viewAfterLoss()
    try row.check(in: view)
    let decision = try Row.decide(
      row.method, row.target, as: row.user, in: view, allowed: row.isAllowed)
    if let filtering = Filtering(decision) { #expect(filtering.selection == nil) }
  }

  @Test(arguments: [
    namespaces + "?a;b", namespaces + "?labelSelector=a%", namespaces + "/oil-production?x=%zz",
    namespaces + "?watch=1;x", "/api/v1/nodes?limit=5;", classes + "?%FF=1",
    namespaces + "?" + String(repeating: "&", count: 1_100) + "watch=1",
  ])
  func `refuses a query that others would read in another way`(_ target: String) throws {
    for user in [Self.alice, Self.eve] {
      for method in ["GET", "POST", "DELETE"] {
        let decision = try Row.decide(method, target, as: user, in: try Example.view())
        #expect(Outcome(decision) == .refuse(400))
      }
    }
    let elsewhere = try Row.decide(
      "GET", "/api/v1/pods?a;b", as: Self.alice, in: try Example.view())
    #expect(Outcome(elsewhere) == .pass)
  }

  @Test(arguments: [
    "bailiwick:read:namespaces", "bailiwick:", " bailiwick:x", "\t bailiwick:x",
    "Bailiwick:READ:nodes", "\u{0}bailiwick:x",
  ])
  func `knows nobody who comes with a group of the program's own`(_ group: String) throws {
    let user = UserInfo(username: "alice", groups: ["system:masters", group])
    for target in ["/version", Self.namespaces, "/api/v1/pods", Self.namespaces + "?a;b"] {
      let decision = try Row.decide("GET", target, as: user, in: try Example.view())
      #expect(Outcome(decision) == .refuse(401))
    }
  }

  @Test(arguments: ["bailiwick", "bailiwicks:x", "xbailiwick:", "", "bail iwick:"])
  func `takes no other group for one of the program's`(_ group: String) {
    #expect(!Example.policy.isOwnGroup(group))
  }

  @Test func `asks whether the request itself is allowed`() throws {
    let view = try Example.view()
    guard
      case .ask(.isAllowed(let access)) = try Row.decide(
        "GET", Self.classes + "?limit=5", as: Self.alice, in: view)
    else {
      Issue.record("no question")
      return
    }
    #expect(
      access
        == Access(
          verb: .list, resource: GroupResource(group: "storage.k8s.io", resource: "storageclasses"),
          version: "v1"))
  }

  @Test func `widens by the group of the resource and of reading alone`() throws {
    let view = try Example.view()
    let groups = [
      (Self.namespaces, "bailiwick:read:namespaces"), ("/api/v1/nodes", "bailiwick:read:nodes"),
      (Self.classes, "bailiwick:read:storageclasses.storage.k8s.io"),
      (Self.ingress, "bailiwick:read:ingressclasses.networking.k8s.io"),
    ]
    for (target, group) in groups {
      let filtering = try #require(
        Filtering(try Row.decide("GET", target, as: Self.alice, in: view, allowed: false)))
      #expect(filtering.wideningGroup == group)
      #expect(Example.policy.isOwnGroup(group))
    }
  }

  @Test func `hands on what is shown and what is accepted`() throws {
    let list = try #require(
      Filtering(
        try Row.decide(
          "GET", Self.namespaces, as: Self.alice, in: try Example.view(),
          accept: "application/json;as=Table;v=v1;g=meta.k8s.io, */*", allowed: false)))
    #expect(list.accept == "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
    #expect(list.resource == .namespaces)
    #expect(!list.nameDecides)
    #expect(!list.hiddenMeansPass)
    let selection = try #require(list.selection)
    #expect(selection.selects(name: "oil-production", uid: "uid-oil-production"))
    #expect(!selection.selects(name: "oil-production", uid: "another"))
    #expect(!selection.selects(name: "gas-production", uid: "uid-gas-production"))
  }

  @Test func `says of one object what its absence and its hiding mean`() throws {
    let view = try Example.view()
    let named = try #require(
      Filtering(
        try Row.decide("GET", Self.namespaces + "/oil-production", as: Self.alice, in: view)))
    #expect(named.nameDecides && named.hiddenMeansPass && !named.emptyMeansPass)
    let labelled = try #require(
      Filtering(try Row.decide("GET", "/api/v1/nodes/n", as: Self.alice, in: view)))
    #expect(!labelled.nameDecides && labelled.hiddenMeansPass && labelled.emptyMeansPass)
  }

  @Test func `never filters or asks for anybody while nobody owns anything`() throws {
    for target in [Self.namespaces, Self.namespaces + "/x?resourceVersion=7", Self.classes] {
      for user in [Self.alice, Self.eve, Example.joe] {
        #expect(Outcome(try Row.decide("GET", target, as: user, in: .empty)) == .pass)
      }
    }
  }
}

import Decide
import KubernetesAPI
import Ownership
import Testing

struct WatchDecisionTests {
  typealias Row = DecisionRow

  static let alice = Example.alice
  static let namespaces = PolicyTests.namespaces
  static let all = namespaces + "?watch=true"
  static let named = PolicyTests.named
  static let legacy = "/api/v1/watch/namespaces"
  static let one = namespaces + "?watch=true&fieldSelector=metadata.name%3Doil-production"

  @Test(arguments: [
    "?watch=true", "?watch=1", "?watch", "?watch=", "?watch=F", "?watch=tru", "?watch=yes",
    "/?watch=true&watch=false", "?watch=No",
  ])
  func `is filtered in every spelling of the parameter`(_ query: String) throws {
    let row = Row(
      Self.alice, "GET", Self.namespaces + query, allowed: false, .watch(Self.all))
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", all, allowed: true, .pass),
    Row(Example.joe, "GET", all, allowed: false, .watch(all)),
    Row(Example.owner, "GET", all, allowed: false, .watch(all)),
    Row(Example.owner, "GET", "/api/v1/nodes?watch=1", .pass),
    Row(Example.eve, "GET", all, .pass),
    Row(Example.eve, "GET", all + "&resourceVersion=7", .pass),
    // A watch though other options do not parse, for the API server to refuse.
    Row(
      alice, "GET", namespaces + "?watch=1&limit=x", allowed: false, .watch(all + "&limit=x")),
    Row(
      alice, "GET", namespaces + named + "gas-production&watch=1&limit=x", allowed: false,
      .watch(namespaces + named + "gas-production&watch=true&limit=x")),
    // Everything else of the query goes along.
    Row(
      alice, "GET",
      all + "&resourceVersion=7&resourceVersionMatch=NotOlderThan&sendInitialEvents=true"
        + "&allowWatchBookmarks=true&timeoutSeconds=9&labelSelector=a%3Db&continue=c",
      allowed: false,
      .watch(
        all + "&resourceVersion=7&resourceVersionMatch=NotOlderThan&sendInitialEvents=true"
          + "&allowWatchBookmarks=true&timeoutSeconds=9&labelSelector=a%3Db&continue=c")),
    Row(
      alice, "GET", all + "&includeObject=None", allowed: false,
      .watch(all + "&includeObject=Metadata")),
    Row(
      alice, "GET", "/api/v1/nodes?watch=1", allowed: false, .watch("/api/v1/nodes?watch=true")),
    Row(
      alice, "GET", PolicyTests.ingress + "?watch=1", allowed: false,
      .watch(PolicyTests.ingress + "?watch=true")),
    Row(alice, "GET", all, allowed: false, accept: PolicyTests.protobuf, .watch(all)),
    Row(alice, "GET", all, allowed: false, accept: PolicyTests.yaml, .refuse(406)),
    Row(alice, "GET", all, allowed: true, accept: PolicyTests.yaml, .pass),
    // Not a watch of the resource.
    Row(alice, "HEAD", all, .pass),
    Row(alice, "POST", all, .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/pods?watch=1", .pass),
    Row(alice, "GET", "/api/v1/namespaces/oil-production/status?watch=1", .pass),
  ])
  func `shows the events of what is the caller's`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", legacy, allowed: false, .watch(all)),
    Row(alice, "GET", legacy + "/", allowed: false, .watch(all)),
    Row(alice, "GET", "/api/v1/w%61tch/namespaces", allowed: false, .watch(all)),
    Row(alice, "GET", legacy + "?watch=false", allowed: false, .watch(all)),
    Row(alice, "GET", legacy, allowed: true, .pass),
    Row(Example.eve, "GET", legacy, .pass),
    Row(alice, "POST", legacy, .pass),
    Row(alice, "DELETE", legacy + "/oil-production", .pass),
    Row(alice, "GET", legacy + "?x;", .refuse(400)),
    Row(
      alice, "GET", "/apis/networking.k8s.io/v1/watch/ingressclasses", allowed: false,
      .watch(PolicyTests.ingress + "?watch=true")),
    // A field selector names nothing where the path says the verb, as in RequestInfo.
    Row(
      alice, "GET", legacy + named + "gas-production", allowed: false,
      .watch(namespaces + named + "gas-production&watch=true")),
    // A name in the path.
    Row(alice, "GET", legacy + "/oil-production", allowed: false, .watch(one)),
    Row(alice, "GET", legacy + "/oil-production/", allowed: false, .watch(one)),
    Row(alice, "GET", legacy + "/oil-production", allowed: true, .pass),
    Row(alice, "GET", legacy + "/gas-production", .pass),
    Row(alice, "GET", legacy + "/absent", .pass),
    Row(alice, "GET", legacy + "/oil-production/status", .pass),
    Row(alice, "GET", legacy + "/oil-production/pods", .pass),
    Row(
      alice, "GET", legacy + "/oil-production?resourceVersion=7&fieldSelector=", allowed: false,
      .watch(
        namespaces
          + "?resourceVersion=7&fieldSelector=metadata.name%3Doil-production&watch=true")),
    Row(
      alice, "GET", legacy + "/oil-production" + named + "oil-production", allowed: false,
      .watch(namespaces + named + "oil-production&watch=true")),
    Row(
      alice, "GET", legacy + "/oil-production" + named + "gas-production", allowed: false,
      .refuse(400)),
    Row(
      alice, "GET", legacy + "/oil-production?fieldSelector=status.phase%3DActive",
      allowed: false, .refuse(400)),
    Row(
      alice, "GET", legacy + "/oil-production?fieldSelector=x", allowed: false,
      .watch(namespaces + "?fieldSelector=x&watch=true")),
    Row(
      alice, "GET", "/api/v1/watch/nodes/a,b=c", allowed: false,
      .watch("/api/v1/nodes?watch=true&fieldSelector=metadata.name%3Da%5C%2Cb%5C%3Dc")),
  ])
  func `is filtered in the older form of its path`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(
      alice, "GET", namespaces + named + "oil-production&watch=1", allowed: false,
      .watch(namespaces + named + "oil-production&watch=true")),
    Row(alice, "GET", namespaces + named + "oil-production&watch=1", allowed: true, .pass),
    Row(alice, "GET", namespaces + named + "gas-production&watch=1", .pass),
    Row(alice, "GET", namespaces + named + "absent&watch=1", .pass),
    Row(Example.eve, "GET", namespaces + named + "oil-production&watch=1", .pass),
    Row(
      alice, "GET", "/api/v1/nodes" + named + "n&watch=1", allowed: false,
      .watch("/api/v1/nodes" + named + "n&watch=true")),
    Row(Example.joe, "GET", "/api/v1/nodes" + named + "n&watch=1", .pass),
  ])
  func `is filtered for one object that can be the caller's`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", all, .pass),
    Row(alice, "GET", all + "&resourceVersion=0", .pass),
    Row(
      alice, "GET", all + "&resourceVersion=7", allowed: false,
      .watch(all + "&resourceVersion=7")),
    Row(
      alice, "GET", legacy + "?resourceVersion=7", allowed: false,
      .watch(namespaces + "?resourceVersion=7&watch=true")),
    Row(alice, "GET", all + "&resourceVersion=7", allowed: true, .pass),
    Row(alice, "GET", legacy + "/oil-production?resourceVersion=7", .pass),
    Row(alice, "GET", namespaces + named + "oil-production&watch=1&resourceVersion=7", .pass),
    Row(Example.eve, "GET", all + "&resourceVersion=7", .pass),
  ])
  func `goes on with nothing for whoever owned something until now`(_ row: Row) throws {
    try row.check(in: try Example.viewAfterLoss())
  }

  @Test func `asks whether the watch itself is allowed`() throws {
    for target in [Self.legacy + "/oil-production", Self.one] {
      guard
        case .ask(.isAllowed(let access)) = try Row.decide(
          "GET", target, as: Self.alice, in: try Example.view())
      else {
        Issue.record("no question")
        return
      }
      #expect(access.verb == .watch)
      #expect(access.name == "oil-production")
    }
  }

  @Test func `asks for all events, and for rows' objects only to tell them apart`() throws {
    let filtering = try #require(
      Filtering(
        try Row.decide(
          "GET", Self.all + "&includeObject=None", as: Self.alice, in: try Example.view(),
          allowed: false)))
    #expect(filtering.target == Self.all + "&includeObject=Metadata")
    #expect(filtering.stripsObjects)
    #expect(!filtering.nameDecides && !filtering.hiddenMeansPass)
  }
}

import KubernetesAPI
import Metrics
import Ownership
import Testing

@testable import Proxy

@Suite struct `The tally of requests` {
  private static func request(
    code: UInt16 = 200, resource: UInt8 = 2, hidden: Int = 0
  ) -> RequestTally.Request {
    RequestTally.Request(
      key: RequestTally.Key(verb: 2, resource: resource, verdict: 1, code: code), bytes: 100,
      whole: 3_000_000, firstByte: 2_000_000, hidden: hidden, isRemembered: true)
  }

  @Test func `counts the same as the same, wherever it was counted before`() {
    var tally = RequestTally()
    var (here, there) = (0, 0)
    tally.count(Self.request(hidden: 3), at: &here)
    tally.count(Self.request(code: 403), at: &there)
    tally.count(Self.request(hidden: 4), at: &there)
    tally.count(Self.request(), at: &here)
    #expect(tally.rows.map(\.requests) == [3, 1] && here == 0 && there == 0)
    #expect(tally.rows.map(\.bytes) == [300, 100])
    #expect(tally.hidden[2] == 7 && tally.remembered == 4)
    var sum = RequestTally()
    sum.add(tally)
    sum.add(tally)
    #expect(sum.rows.map(\.requests) == [6, 2] && sum.hidden[2] == 14 && sum.remembered == 8)
    #expect(sum.times.compactMap { $0?.whole.count } == [8])
  }

  /// Callers choose resources, verbs and, through a pod, statuses.
  @Test func `has no more rows than it may have`() {
    var tally = RequestTally()
    var place = 0
    for code in 0..<200 {
      for resource in 2..<UInt8(KnownResources.labels.count) {
        tally.count(Self.request(code: UInt16(code), resource: resource), at: &place)
      }
    }
    let codes = 200
    #expect(tally.rows.count <= RequestTally.capacity + codes)
    #expect(
      tally.rows.reduce(0) { $0 + Int($1.requests) } == 200 * (KnownResources.labels.count - 2))
    #expect((0..<1000).reduce(into: Set<UInt16>()) { $0.insert(KnownCodes.code($1)) }.count <= 40)
  }

  @Test func `knows resources by name that are filtered, and few others`() {
    for resource in FilteredResource.allCases {
      let number = KnownResources.number(of: resource)
      #expect(number == KnownResources.number(of: resource.groupResource))
      #expect(KnownResources.labels[number] == resource.groupResource.description)
    }
    #expect(Set(KnownResources.labels).count == KnownResources.labels.count)
    #expect(KnownResources.labels.count < 64)
    let mine = GroupResource(group: "example.com", resource: "secrets-of-alice")
    #expect(KnownResources.labels[KnownResources.number(of: mine)] == "other")
  }

  @Test(arguments: [
    ("GET", "/api/v1/namespaces", "list"), ("GET", "/api/v1/nodes?watch=1", "watch"),
    ("POST", "/api/v1/namespaces/a/pods/b/exec?command=ls", "connect"),
    ("GET", "/api/v1/namespaces/a/services/b/proxy/c", "connect"), ("GET", "/version", "get"),
    ("BREW", "/teapot", "other"), ("DELETE", "/api/v1/nodes", "deletecollection"),
  ])
  func `knows verbs by name`(_ method: String, _ target: String, _ verb: String) throws {
    let request = try ResourceRequest(method: method, target: target)
    #expect(KnownVerbs.labels[KnownVerbs.number(of: request)] == verb)
    #expect(KnownVerbs.labels[KnownVerbs.number(of: nil)] == "unknown")
  }
}

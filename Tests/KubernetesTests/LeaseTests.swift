import JSON
import Kubernetes
import Testing
import Wire

struct LeaseTests {
  private static let time = Timestamp(seconds: 0)

  @Test func `is given up as by client-go`() {
    let released = Lease.of("me", version: 9, transitions: 3).annotated("kept").released(
      at: Self.time)
    #expect(
      released.object["spec"] == [
        "holderIdentity": "", "leaseDurationSeconds": 1, "leaseTransitions": 3,
        "acquireTime": "1970-01-01T00:00:00.000000Z", "renewTime": "1970-01-01T00:00:00.000000Z",
      ])
    #expect(released.resourceVersion == "9")
    #expect(released.object["metadata", "annotations", "note"] == "kept")
  }

  @Test func `keeps what others wrote into it`() throws {
    var object = Lease.of("other").object
    object["spec"] = [
      "holderIdentity": "other", "strategy": "OldestEmulationVersion", "preferredHolder": "third",
    ]
    let lease = try Lease(reading: object).held(by: "me", for: .seconds(3), at: Self.time)
    #expect(lease.object["spec", "strategy"] == "OldestEmulationVersion")
    #expect(lease.object["spec", "preferredHolder"] == "third")
    #expect(lease.holder == "me" && lease.duration == .seconds(3) && lease.transitions == 1)
  }

  @Test(arguments: [(Int.max, Int(Int32.max)), (Int(Int32.max), Int(Int32.max)), (-5, 1), (0, 1)])
  func `counts as far as the API server can`(_ before: Int, _ after: Int) {
    let lease = Lease.of("other", transitions: before)
    #expect(lease.held(by: "me", for: .seconds(15), at: Self.time).transitions == after)
  }

  @Test(arguments: [
    #"{"kind":"Lease","metadata":{"name":"a"}}"#, #"{"kind":"Status"}"#, "[]", "null",
    #"{"kind":"Lease","metadata":{"resourceVersion":""}}"#,
  ])
  func `is nothing without a version`(_ text: String) throws {
    let object = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: APIError.self) { try Lease(reading: object) }
  }

  @Test func `is held by nobody where its spec is missing or odd`() throws {
    for spec in ["null", "{}", "7", #"{"holderIdentity":7,"leaseDurationSeconds":"x"}"#] {
      let text = #"{"kind":"Lease","metadata":{"resourceVersion":"1"},"spec":\#(spec)}"#
      let lease = try Lease(reading: try JSONValue(parsing: Array(text.utf8)))
      #expect(lease.holder.isEmpty && lease.duration == nil && lease.transitions == 0)
      #expect(lease.held(by: "me", for: .seconds(15), at: Self.time).holder == "me")
    }
  }
}

import JSON
import KubernetesAPI
import Testing

@testable import Proxy

@Suite("Options of a deletion")
struct DeleteOptionsTests {
  /// A body and a query, and what is sent for them, or the status of their refusal.
  struct Row: Sendable, CustomTestStringConvertible {
    var body = ""
    var query = ""
    var sent: JSONValue = .null
    var code = 0
    var isDryRun = false
    var testDescription: String { "\(query) \(body)" }
  }

  static let rows = [
    Row(sent: [:]),
    Row(body: "{}", sent: [:]),
    Row(body: "null", sent: [:]),
    Row(
      body: #"{"kind":"DeleteOptions","apiVersion":"storage.k8s.io/v1","orphanDependents":false}"#,
      sent: ["orphanDependents": false]),
    Row(body: #"{"propagationPolicy":"Background"}"#, sent: ["propagationPolicy": "Background"]),
    Row(body: #"{"gracePeriodSeconds":0,"x":1}"#, sent: ["gracePeriodSeconds": 0]),
    Row(body: #"{"preconditions":{"uid":"u"}}"#, sent: [:]),
    Row(body: #"{"dryRun":["All"]}"#, sent: [:], isDryRun: true),
    // With a body the query means nothing, except that nobody asks for a dry run by mistake.
    Row(body: "{}", query: "propagationPolicy=Orphan&dryRun=All", sent: [:], isDryRun: true),
    Row(
      query: "propagationPolicy=Orphan&gracePeriodSeconds=3&pretty=true",
      sent: ["gracePeriodSeconds": 3, "propagationPolicy": "Orphan"]),
    Row(query: "orphanDependents=0&uid=u&resourceVersion=7", sent: ["orphanDependents": false]),
    Row(query: "orphanDependents=&dryRun=All", sent: ["orphanDependents": true], isDryRun: true),
    Row(body: #"{"preconditions":{"uid":"v"}}"#, code: 409),
    Row(body: #"{"preconditions":{"resourceVersion":"6"}}"#, code: 409),
    Row(query: "uid=v", code: 409),
    Row(query: "dryRun=", code: 422),
    Row(query: "dryRun=All&dryRun=None", code: 400),
    Row(body: #"{"dryRun":["None"]}"#, code: 422),
    Row(body: #"{"dryRun":"All"}"#, code: 400),
    Row(body: #"{"gracePeriodSeconds":"0"}"#, code: 400),
    Row(query: "gracePeriodSeconds=x", code: 400),
    Row(body: #"{"kind":"Node"}"#, code: 400),
    Row(body: #"{"preconditions":[]}"#, code: 400),
    Row(body: #"{"preconditions":{"uid":"u"},"preconditions":{}}"#, code: 400),
    Row(body: "[]", code: 400),
    Row(body: #"{"ignoreStoreReadErrorWithClusterBreakingPotential":true}"#, code: 403),
    Row(query: "ignoreStoreReadErrorWithClusterBreakingPotential", code: 403),
  ]

  @Test(arguments: rows)
  func `are kept, with preconditions for what was read`(_ row: Row) throws {
    let state = try PinTests.state.get()
    do throws(Status) {
      let body = try WriteBody(
        Array(row.body.utf8), .delete, contentType: nil, query: Query(parsing: row.query))
      #expect(body.isDryRun == row.isDryRun)
      #expect(body.query.removing("pretty").isEmpty)
      for isDryRun in [true, false] {
        var sent = try body.pinned(to: state, of: PinTests.nodes, asDryRun: isDryRun)
        #expect(sent["preconditions"] == ["uid": "u", "resourceVersion": "7"])
        #expect(sent["dryRun"] == (isDryRun ? ["All"] : nil))
        sent["preconditions"] = nil
        sent["dryRun"] = nil
        #expect(sent == row.sent)
      }
      #expect(row.code == 0)
    } catch {
      #expect(row.code == error.code, "\(error.message)")
    }
  }
}

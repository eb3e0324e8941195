import JSON
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite(.timeLimit(.minutes(5))) struct `The trace of a request` {
  private static let id = "0af7651916cd43dd8448eb211c80319c"
  private static let good = "00-\(id)-b7ad6b7169203331-01"

  @Test(arguments: [
    (good, true), ("cc-\(id)-b7ad6b7169203331-01", true),
    ("cc-\(id)-b7ad6b7169203331-01-what-the-future-brings", true),
    ("cc-\(id)-b7ad6b7169203331-01.", false), ("\(good)-more", false), ("\(good)-", false),
    ("ff-\(id)-b7ad6b7169203331-01", false), ("", false), ("00-\(id)-b7ad6b7169203331", false),
    ("00-\(id.uppercased())-b7ad6b7169203331-01", false), (" \(good)", false),
    ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
    ("00-\(id)-0000000000000000-01", false), ("00_\(id)-b7ad6b7169203331-01", false),
    ("0g-\(id)-b7ad6b7169203331-01", false), ("00-\(id)-b7ad6b7169203331-0x", false),
  ])
  func `is read as W3C's level 1 says`(_ value: String, _ isValid: Bool) {
    #expect(TraceContext.isValid(value.utf8.span) == isValid)
  }

  @Test func `is the client's own where it can be read, and told`() throws {
    var fields = Fields()
    try fields.append("Traceparent", value: Self.good)
    try fields.append("tracestate", value: "a=b")
    let record = RequestRecord()
    record.begin()
    record.identify(&fields)
    #expect(fields.values(of: .traceparent) == [Self.good])
    #expect(fields.values(of: .tracestate) == ["a=b"])
    #expect(String(decoding: record.traceID, as: UTF8.self) == Self.id)
    var none = Fields()
    record.begin()
    record.identify(&none)
    #expect(record.traceID.isEmpty && !none.contains(.traceparent))
  }

  @Test(arguments: [[good, good], ["00-bad"], ["ff-\(id)-b7ad6b7169203331-01"]])
  func `begins anew where it cannot be read, without what others keep`(
    _ values: [String]
  ) throws {
    var fields = Fields()
    for value in values { try fields.append("traceparent", value: value) }
    try fields.append("tracestate", value: "a=b")
    var traceID: [UInt8] = []
    TraceContext.settle(&fields, traceID: &traceID)
    let fresh = fields.values(of: .traceparent)
    #expect(fresh.count == 1 && TraceContext.isValid(fresh[0].utf8.span))
    #expect(fresh[0].contains(String(decoding: traceID, as: UTF8.self)))
    #expect(traceID.count == 32 && String(decoding: traceID, as: UTF8.self) != Self.id)
    #expect(!fields.contains(.tracestate))
  }

  @Test func `goes upstream with what passes and with what is filtered, and into the audit`()
    async throws
  {
    let scene = Scene.answering("/api/v1/namespaces/oil-production/pods") { _ in
      .init(#"{"kind":"PodList"}"#)
    }
    try await Stage.run(scene) { stage in
      let fields = [("traceparent", Self.good), ("tracestate", "vendor=1")]
      for target in ["/api/v1/namespaces/oil-production/pods", "/api/v1/namespaces"] {
        #expect(try await stage.ask(target, as: .alice, fields).status == 200)
        let seen = try #require(stage.forwarded.last { $0.target.hasPrefix(target) })
        #expect(seen.head.fields.values(of: .traceparent) == [Self.good], "\(target)")
        #expect(seen.head.fields.values(of: .tracestate) == ["vendor=1"], "\(target)")
      }
      let lines = try await stage.audit.lines(2)
      #expect(lines.filter { $0["traceID"]?.string == Self.id }.count == 2)
    }
  }
}

import KubernetesAPI
import Ownership
import Testing

@testable import Proxy

@Suite struct ExplainQueryTests {
  private func read(_ text: String, accept: String? = nil) throws(Status) -> ExplainQuery {
    try ExplainQuery(Query(parsing: text), accept: accept)
  }

  @Test(
    arguments: [
      ("resource=namespaces", FilteredResource.namespaces, "list", nil),
      ("resource=namespaces&name=a", .namespaces, "get", "a"),
      ("resource=nodes", .nodes, "list", nil),
      ("resource=nodes.metrics.k8s.io", .nodeMetrics, "list", nil),
      ("resource=storageclasses", .storageClasses, "list", nil),
      ("resource=storageclasses.storage.k8s.io&verb=delete&name=x", .storageClasses, "delete", "x"),
      ("resource=tenants&verb=watch&name=", .tenants, "watch", nil),
      ("resource=pods&name=x", nil, "get", "x"), ("resource=storageclasses.apps", nil, "list", nil),
    ] as [(String, FilteredResource?, String, String?)])
  func `says what is meant`(
    _ text: String, _ resource: FilteredResource?, _ verb: String, _ name: String?
  ) throws {
    let query = try read(text)
    #expect(query.resource == resource && query.verb == verb && query.name == name)
  }

  @Test(arguments: [
    "", "resource=", "name=a", "resource=namespaces&verb=get", "resource=namespaces&verb=create",
    "resource=namespaces&names=a", "resource=namespaces&output=yaml", "resource=a;b",
    "resource=%zz", "resource=namespaces&verb=",
  ])
  func `is refused with how to ask`(_ text: String) {
    let status = #expect(throws: Status.self) { try self.read(text) }
    #expect(status?.code == 400)
    #expect(status?.message.contains("/bailiwick/explain?resource=") == true)
  }

  @Test(
    arguments: [
      (nil, "", false), ("application/json, */*", "", false), ("*/*", "", false),
      ("text/plain", "", true), ("text/plain, */*", "", true), ("text/html,*/*", "", false),
      ("text/plain", "&output=json", false), ("application/json", "&output=text", true),
    ] as [(String?, String, Bool)])
  func `people get text where they ask for it`(
    _ accept: String?, _ more: String, _ isText: Bool
  ) throws {
    #expect(try read("resource=nodes" + more, accept: accept).isText == isText)
  }
}

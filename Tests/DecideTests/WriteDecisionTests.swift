import Decide
import KubernetesAPI
import Ownership
import Testing

struct WriteDecisionTests {
  typealias Row = DecisionRow

  static let ops = Example.ops
  static let node = "/api/v1/nodes/n"
  static let custom = PolicyTests.classes + "/custom"
  static let nginx = PolicyTests.ingress + "/nginx"

  @Test(arguments: [
    Row(ops, "PUT", node, allowed: false, .write),
    Row(ops, "PATCH", node + "?fieldManager=kubectl", allowed: false, .write),
    Row(ops, "PATCH", node, allowed: true, .pass),
    Row(ops, "PUT", custom, allowed: false, .write),
    Row(ops, "PATCH", custom, allowed: false, .write),
    Row(ops, "DELETE", custom, allowed: false, .write),
    Row(ops, "DELETE", custom + "/", allowed: false, .write),
    Row(ops, "DELETE", custom, allowed: true, .pass),
    Row(ops, "DELETE", nginx, allowed: false, .write),
    // Labels decide where the object is read.
    Row(ops, "DELETE", PolicyTests.classes + "/other", allowed: false, .write),
    // The answer is one that can be checked.
    Row(ops, "DELETE", custom, allowed: false, accept: PolicyTests.protobuf, .write),
    Row(ops, "DELETE", custom, allowed: false, accept: PolicyTests.yaml, .refuse(406)),
    Row(ops, "DELETE", custom, allowed: true, accept: PolicyTests.yaml, .pass),
    Row(ops, "DELETE", custom + "?dryRun=All;x", .refuse(400)),
  ])
  func `is widened for whoever was given the operation`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    // Another operation.
    Row(ops, "DELETE", node, .pass),
    Row(ops, "PUT", nginx, .pass),
    Row(ops, "PATCH", nginx, .pass),
    Row(Example.alice, "DELETE", custom, .pass),
    Row(Example.alice, "PATCH", node, .pass),
    // Another object.
    Row(ops, "DELETE", PolicyTests.ingress + "/haproxy", .pass),
    // Another tenant's people.
    Row(Example.joe, "PATCH", node, .pass),
    Row(Example.eve, "DELETE", custom, .pass),
    // What no operation is for.
    Row(Example.alice, "PUT", PolicyTests.namespaces + "/oil-production", .pass),
    Row(Example.alice, "DELETE", PolicyTests.namespaces + "/oil-production", .pass),
    Row(ops, "PUT", PolicyTests.tenants + "/oil", .pass),
    Row(ops, "PATCH", PolicyTests.metrics + "/n", .pass),
    Row(ops, "POST", PolicyTests.classes, .pass),
    Row(ops, "POST", custom, .pass),
    Row(ops, "DELETE", PolicyTests.classes, .pass),
    Row(ops, "PUT", PolicyTests.classes, .pass),
    Row(ops, "PATCH", PolicyTests.classes + "/", .pass),
    Row(ops, "DELETE", PolicyTests.classes + PolicyTests.named + "custom", .pass),
    Row(ops, "PATCH", node + "/status", .pass),
    Row(ops, "PUT", node + "/proxy/x", .pass),
    Row(ops, "DELETE", "/api/v1/watch/nodes/n", .pass),
    Row(ops, "PUT", "/api/v1/proxy/nodes/n", .pass),
    Row(ops, "put", node, .pass),
    Row(ops, "DELETE", "/apis/storage.k8s.io/v1beta1/storageclasses/custom", .pass),
  ])
  func `is the API server's own for everybody else`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    ("PUT", node, "nodes", "update", Verb.update),
    ("PATCH", node, "nodes", "update", .patch),
    ("DELETE", custom, "storageclasses.storage.k8s.io", "delete", .delete),
  ])
  func `names the groups of the resource, one for reading and one for the operation`(
    _ method: String, _ target: String, _ resource: String, _ operation: String, _ verb: Verb
  ) throws {
    let view = try Example.view()
    guard
      case .ask(.isAllowed(let access)) = try Row.decide(
        method, target + "?dryRun=All", as: Self.ops, in: view),
      case .verdict(.write(let writing)) = try Row.decide(
        method, target + "?dryRun=All", as: Self.ops, in: view, allowed: false)
    else {
      Issue.record("no write")
      return
    }
    #expect(access.verb == verb)
    #expect(access.name == writing.name)
    #expect(writing.readGroup == "bailiwick:read:\(resource)")
    #expect(writing.writeGroup == "bailiwick:\(operation):\(resource)")
    #expect(writing.path == target)
    #expect(writing.query[first: "dryRun"] == "All")
    #expect(writing.accept == "application/json")
  }
}

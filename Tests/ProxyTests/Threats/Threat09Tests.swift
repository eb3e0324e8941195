import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 09: a part of an object is read widened", .timeLimit(.minutes(5)))
struct Threat09Tests {
  @Test(arguments: [
    "/api/v1/nodes/worker-1/proxy/metrics", "/api/v1/nodes/worker-1/proxy",
    "/api/v1/nodes/worker-1:10250/proxy/exec", "/api/v1/nodes/worker-1/status",
    "/api/v1/namespaces/oil-production/status", "/api/v1/namespaces/oil-production/finalize",
    "/api/v1/proxy/nodes/worker-1", "/api/v1/nodes/worker-1/proxy/../../worker-2",
    "/api/v1/namespaces/oil-production/namespaces", "/api/v1/namespaces/oil-production/nodes",
    "/api/v1/namespaces/oil-production/nodes/worker-1",
    "/apis/apps/v1/namespaces", "/apis/x/v1/nodes/worker-1", "/api/v2/namespaces",
    "/apis/metrics.k8s.io/v1beta1/nodes/worker-1",
  ])
  func `subresources, proxies and other groups pass as the caller`(_ target: String) async throws {
    try await Stage.run { stage in
      for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        _ = try await stage.ask(target, as: .alice, method: method)
      }
      #expect(stage.forwarded.count == 5)
      for request in stage.forwarded {
        #expect(!request.isOwn)
        #expect(request.values("Authorization") == ["Bearer alice.token"])
        #expect(request.target == target)
        #expect(!request.everything.contains("bailiwick"))
      }
    }
  }
}

import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Proxy

@Suite("Widened writes", .timeLimit(.minutes(5)))
struct WriteRouteTests {
  /// A way to set the label `a/b` of the node.
  struct Way: Sendable, CustomTestStringConvertible {
    var method = "PATCH"
    let type: String
    let body: String
    var query = ""
    var testDescription: String { "\(method) \(type)" }

    static let all = [
      Way(
        type: "application/merge-patch+json", body: #"{"metadata":{"labels":{"a/b":"c"}}}"#),
      Way(
        type: "application/strategic-merge-patch+json",
        body: #"{"metadata":{"labels":{"a/b":"c"}}}"#),
      Way(
        type: "application/json-patch+json",
        body: #"[{"op":"add","path":"/metadata/labels/a~1b","value":"c"}]"#),
      Way(
        type: "application/apply-patch+yaml",
        body:
          "apiVersion: v1\nkind: Node\nmetadata:\n  name: worker-1\n  labels:\n    a/b: c\n",
        query: "fieldManager=me"),
      Way(
        method: "PUT", type: "application/json",
        body: #"""
          {"kind":"Node","apiVersion":"v1","metadata":{"name":"worker-1","labels":{"pool":"oil",
          "a/b":"c","node-restriction.kubernetes.io/tier":"a"}}}
          """#),
    ]
  }

  @Test(arguments: Way.all)
  func `a read, a dry run and the write, conditional on the same state`(_ way: Way) async throws {
    let scene = WriteScene()
    try await scene.run { stage in
      let target = scene.path + (way.query.isEmpty ? "" : "?\(way.query)")
      let reply = try await stage.ask(
        target, as: .alice, [("Content-Type", way.type)], method: way.method, body: way.body)
      #expect(reply.status == 200, "\(reply)")
      #expect(reply.json?["metadata", "labels", "a/b"] == "c")
      #expect(scene.upstream.object["metadata", "labels", "a/b"] == "c")
      let seen = stage.forwarded
      #expect(seen.map(\.head.method) == ["GET", way.method, way.method])
      let query = way.query.isEmpty ? "" : "&" + way.query
      #expect(Set(seen.map(\.isOwn)) == [true])
      #expect(seen[0].target == scene.path)
      #expect(seen[1].target.contains("dryRun=All"))
      #expect(seen[2].target == target)
      #expect(!seen[2].target.contains("dryRun"), "\(query)")
      #expect(seen[0].values("Impersonate-Group").last == "bailiwick:read:nodes")
      for request in seen[1...] {
        #expect(request.values("Impersonate-User") == ["alice"])
        #expect(request.values("Impersonate-Group").last == "bailiwick:write:nodes")
        #expect(!request.values("Impersonate-Group").contains("bailiwick:read:nodes"))
        #expect(request.values("Content-Type") == [way.type])
        #expect(request.text.contains(#""100""#), "\(request.text)")
      }
      #expect(seen[1].text == seen[2].text)
      #expect(stage.log.text.contains("widened write"))
    }
  }

  /// What kubectl sends for cordon, taint, label, annotate, edit and delete, and others for a put.
  @Test(arguments: ["PATCH", "PUT", "DELETE"])
  func `of what alice's tenant was given, and of nothing else`(_ method: String) async throws {
    var scene = WriteScene()
    scene.isDecided = true
    try await scene.run { [scene] stage in
      let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
      func ask(_ target: String, as proof: Proof) async throws -> Reply {
        var node = WriteScene.node
        node["metadata"]?["resourceVersion"] = nil
        let body = method == "DELETE" ? "" : node.description
        return try await stage.ask(
          target, as: proof, [("Content-Type", type), ("Accept", "application/json, */*")],
          method: method, body: body)
      }
      for target in [scene.path + "/status", "/api/v1/nodes/worker-3", "/api/v1/nodes"] {
        #expect(try await ask(target, as: .alice).status == 403)
      }
      #expect(try await ask(scene.path, as: .bob).status == 403)
      #expect(stage.forwarded.filter { $0.isOwn && $0.head.method != "GET" }.isEmpty)
      let reply = try await ask(scene.path + "?fieldManager=x", as: .alice)
      #expect(reply.status == 200, "\(reply)")
      let last = try #require(stage.forwarded.last)
      let word = method == "DELETE" ? "delete" : "update"
      #expect(last.values("Impersonate-Group").last == "bailiwick:\(word):nodes")
      #expect(last.target == scene.path + "?fieldManager=x")
      #expect(stage.log.text.contains("widened write"))
    }
  }
}

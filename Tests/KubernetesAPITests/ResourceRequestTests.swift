import TestSupport
import KubernetesAPI
import Testing

struct ResourceRequestTests {
  /// One row of the API server's own reading.
  struct Row: Sendable, CustomTestStringConvertible {
    var method: String
    var target: String
    var verb: Verb
    var group = ""
    var version = "v1"
    var namespace = ""
    var resource: String
    var name = ""
    var subresource = ""
    var isLegacy = false

    var testDescription: String { "\(method) \(target)" }

    init(
      _ method: String, _ target: String, _ verb: Verb, _ resource: String, name: String = "",
      in namespace: String = "", of group: String = "", _ version: String = "v1",
      sub subresource: String = "", legacy: Bool = false
    ) {
      self.method = method
      self.target = target
      self.verb = verb
      self.group = group
      self.version = version
      self.namespace = namespace
      self.resource = resource
      self.name = name
      self.subresource = subresource
      self.isLegacy = legacy
    }
  }

  @Test(arguments: [
    Row("GET", "/api/v1/namespaces", .list, "namespaces"),
    Row("GET", "/api/v1/namespaces/", .list, "namespaces"),
    Row("HEAD", "/api/v1/namespaces", .list, "namespaces"),
    Row("POST", "/api/v1/namespaces", .create, "namespaces"),
    Row("DELETE", "/api/v1/namespaces", .deletecollection, "namespaces"),
    Row("PUT", "/api/v1/namespaces", .update, "namespaces"),
    Row("PATCH", "/api/v1/namespaces/x", .patch, "namespaces", name: "x", in: "x"),
    Row("DELETE", "/api/v1/namespaces/x", .delete, "namespaces", name: "x", in: "x"),
    Row("OPTIONS", "/api/v1/namespaces", .other(""), "namespaces"),
    Row("get", "/api/v1/namespaces", .other(""), "namespaces"),
    Row("GET", "/api/v1/namespaces/x", .get, "namespaces", name: "x", in: "x"),
    Row("GET", "/api/v1/namespaces/x/", .get, "namespaces", name: "x", in: "x"),
    Row("GET", "/api/v1/namespaces/x?watch=1", .get, "namespaces", name: "x", in: "x"),
    Row("GET", "/api/v1/namespaces/x%3Ay", .get, "namespaces", name: "x:y", in: "x:y"),
    Row("GET", "/%61pi/v1/n%61mespaces/x", .get, "namespaces", name: "x", in: "x"),
    Row(
      "PUT", "/api/v1/namespaces/x/status", .update, "namespaces", name: "x", in: "x",
      sub: "status"),
    Row(
      "PUT", "/api/v1/namespaces/x/finalize", .update, "namespaces", name: "x", in: "x",
      sub: "finalize"),
    Row("GET", "/api/v1/namespaces/x/pods", .list, "pods", in: "x"),
    Row("GET", "/api/v1/namespaces/x/pods/p", .get, "pods", name: "p", in: "x"),
    Row("GET", "/api/v1/namespaces/x/pods/p/log", .get, "pods", name: "p", in: "x", sub: "log"),
    Row("GET", "/api/v1/namespaces/x/namespaces", .list, "namespaces", in: "x"),
    Row("GET", "/api/v1/namespaces/x/namespaces/x", .get, "namespaces", name: "x", in: "x"),
    Row("GET", "/api/v1/nodes", .list, "nodes"),
    Row("GET", "/api/v1/nodes/n/status", .get, "nodes", name: "n", sub: "status"),
    Row("GET", "/api/v1/pods", .list, "pods"),
    Row("GET", "/api/v1/watch/namespaces", .watch, "namespaces", legacy: true),
    Row("POST", "/api/v1/watch/namespaces", .watch, "namespaces", legacy: true),
    Row(
      "GET", "/api/v1/watch/namespaces/x", .watch, "namespaces", name: "x", in: "x", legacy: true),
    Row("GET", "/api/v1/watch/namespaces/x/pods", .watch, "pods", in: "x", legacy: true),
    Row("GET", "/api/v1/proxy/nodes/n/x", .proxy, "nodes", name: "n", legacy: true),
    Row("GET", "/api/v1/watch", .get, ""),
    Row(
      "GET", "/apis/storage.k8s.io/v1/storageclasses", .list, "storageclasses",
      of: "storage.k8s.io"),
    Row(
      "GET", "/apis/networking.k8s.io/v1beta1/ingressclasses/i", .get, "ingressclasses", name: "i",
      of: "networking.k8s.io", "v1beta1"),
    Row(
      "GET", "/apis/apps/v1/watch/namespaces/x/deployments/d", .watch, "deployments", name: "d",
      in: "x", of: "apps", legacy: true),
    Row(
      "GET", "/apis/apps/v1/namespaces/x/deployments?watch", .watch, "deployments", in: "x",
      of: "apps"),
  ])
  func `reads a resource`(_ row: Row) throws {
    let request = try ResourceRequest(method: row.method, target: row.target)
    #expect(request.isResourceRequest)
    #expect(request.verb == row.verb)
    #expect(request.apiPrefix == (row.group.isEmpty ? "api" : "apis"))
    #expect(request.apiGroup == row.group)
    #expect(request.apiVersion == row.version)
    #expect(request.namespace == row.namespace)
    #expect(request.resource == row.resource)
    #expect(request.name == row.name)
    #expect(request.subresource == row.subresource)
    #expect(request.isVerbInPath == row.isLegacy)
  }

  @Test(arguments: [
    ("/", "/"), ("/?x=1", "/"), ("/api", "/api"), ("/api/v1", "/api/v1"), ("/api/v1/", "/api/v1/"),
    ("/apis/apps/v1", "/apis/apps/v1"), ("/apis/apps", "/apis/apps"), ("/version", "/version"),
    ("/healthz%20/a+b", "/healthz /a+b"), ("/API/v1/namespaces", "/API/v1/namespaces"),
    ("/openapi/v3/apis/apps/v1?hash=1", "/openapi/v3/apis/apps/v1"),
  ])
  func `reads a path of no resource`(_ target: String, _ path: String) throws {
    let request = try ResourceRequest(method: "GET", target: target)
    #expect(!request.isResourceRequest)
    #expect(request.verb == .get)
    #expect(request.path == path)
    #expect(request.resource.isEmpty)
    #expect(request.resourcePath == nil)
    #expect(try ResourceRequest(method: "POST", target: target).verb == .other("post"))
  }

  @Test(arguments: [
    ("watch=1", true), ("watch=true", true), ("watch", true), ("watch=", true), ("watch=F", true),
    ("watch=tru", true), ("watch=no", true), ("watch=+0", true), ("watch=00", true),
    ("watch=%30", false), ("w%61tch=1", true), ("Watch=1", false), ("watch=true&limit=x", true),
    ("watch=0", false), ("watch=false", false), ("watch=False", false), ("watch=FALSE", false),
    ("watch=false&watch=true", false), ("watch=true&watch=false", true), ("watch=0&limit=x", false),
    ("limit=5", false), ("", false), ("watch=%FF", true), ("a=%&watch=1", true),
    ("a;watch=1", false),
  ])
  func `takes for a watch what the API server takes for one`(_ query: String, _ isWatch: Bool)
    throws
  {
    let request = try ResourceRequest(method: "GET", target: "/api/v1/nodes?" + query)
    #expect(request.verb == (isWatch ? .watch : .list))
  }

  @Test(arguments: [
    ("fieldSelector=metadata.name=x", "x"),
    ("fieldSelector=metadata.name%3D%3Dx", "x"),
    ("fieldSelector=metadata.name%3Dx&watch=1", "x"),
    ("fieldSelector=spec.a=b,metadata.name=x", "x"),
    ("fieldSelector=metadata.name=x,metadata.name=a", "a"),
    ("fieldSelector=metadata.name=x&limit=5&timeoutSeconds=3&labelSelector=a%3Db", "x"),
    ("fieldSelector=metadata.name=a%5C%2Cb", "a,b"),
    ("fieldSelector=metadata.name=x&fieldSelector=metadata.name=y", "x"),
    ("fieldSelector=metadata.name!=x", nil),
    ("fieldSelector=metadata.name=", nil),
    ("fieldSelector=metadata.name=..", nil),
    ("fieldSelector=metadata.name=a/b", nil),
    ("fieldSelector=metadata.name=a%2525", nil),
    ("fieldSelector=metadata.name=a%3Db", nil),
    ("fieldSelector=metadata.name=x,y", nil),
    ("fieldSelector=metadata.names=x", nil),
    ("fieldSelector=metadata.name=x&limit=", nil),
    ("fieldSelector=metadata.name=x&limit=1.5", nil),
    ("fieldSelector=metadata.name=x&timeoutSeconds=a", nil),
    ("fieldSelector=metadata.name=x&labelSelector=a==%3Db", nil),
    ("labelSelector=metadata.name=x", nil),
  ])
  func `reads the one name a field selector asks for`(_ query: String, _ name: String?) throws {
    let request = try ResourceRequest(method: "GET", target: "/api/v1/namespaces?" + query)
    #expect(request.fieldSelectorName == name)
    #expect(request.name == name ?? "")
    #expect(request.namespace.isEmpty)
    #expect(request.resourcePath == "/api/v1/namespaces")
  }

  @Test func `reads no name from the field selector of another verb`() throws {
    let query = "?fieldSelector=metadata.name=x"
    let delete = try ResourceRequest(method: "DELETE", target: "/api/v1/nodes" + query)
    #expect(delete.verb == .deletecollection)
    #expect(delete.name.isEmpty)
    let legacy = try ResourceRequest(method: "GET", target: "/api/v1/watch/nodes" + query)
    #expect(legacy.verb == .watch)
    #expect(legacy.name.isEmpty)
    let get = try ResourceRequest(method: "GET", target: "/api/v1/nodes/y" + query)
    #expect(get.name == "y")
    #expect(!get.isNamedByFieldSelector)
  }

  @Test(arguments: [
    ("", TargetError.notOriginForm), ("*", .notOriginForm), ("api/v1", .notOriginForm),
    ("http://host/api/v1", .notOriginForm), ("//host/api/v1/nodes", .emptySegment),
    ("/api/v1/namespaces//", .emptySegment), ("/api//v1/namespaces", .emptySegment),
    ("//", .emptySegment), ("/api/v1/./namespaces", .dotSegment),
    ("/api/v1/namespaces/..", .dotSegment), ("/api/v1/namespaces/../nodes", .dotSegment),
    ("/api/v1/namespaces/.", .dotSegment), ("/api/v1/namespaces/%2e%2E", .dotSegment),
    ("/api/v1/namespaces/.%2e/x", .dotSegment), ("/api/v1/%2e/x", .dotSegment),
    ("/api/v1/namespaces%2Fdefault", .encodedSlash), ("/api/v1/namespaces/a%5cb", .encodedSlash),
    ("/%2f", .encodedSlash), ("/api/v1/namespaces\\x", .backslash),
    ("/api/v1/namespaces/%00", .encodedNUL), ("/api/v1/namespaces/%", .badEscape),
    ("/api/v1/namespaces/%4", .badEscape), ("/api/v1/namespaces/%4/x", .badEscape),
    ("/api/v1/namespaces/%zz", .badEscape), ("/api/v1/namespaces/%C3", .notUTF8),
    ("/api/v1/namespaces#x", .fragment), ("/api/v1/namespaces?a=1#x", .fragment),
    ("/api/v1/name spaces", .notVisibleASCII), ("/api/v1/namespaces?a b", .notVisibleASCII),
    ("/api/v1/namespaces/\u{E9}", .notVisibleASCII), ("/api/\u{7F}", .notVisibleASCII),
    ("/api/v1/namespaces?\u{E9}", .notVisibleASCII), ("/a/b/c/d/e/f/g/h/i/j/k/../l", .dotSegment),
    // A word "proxy" that is not the subresource of a named object opens nothing.
    ("/proxy/../x", .dotSegment), ("/api/v1/proxy/../x", .dotSegment),
    ("/api/v1/nodes/proxy/..", .dotSegment), ("/api/v1/proxy/nodes/proxy/..", .dotSegment),
    ("/api/v1/namespaces/proxy/..", .dotSegment), ("/api/v1/namespaces/x/proxy/..", .dotSegment),
    ("/api/v1/namespaces/x/proxy//", .emptySegment),
    ("/api/v1/namespaces/x/pods/proxy/..", .dotSegment),
    ("/api/v1/namespaces/x/status/y/proxy/..", .dotSegment),
    ("/api/v1/watch/nodes/n/proxy/..", .dotSegment), ("/openapi/v3/x/y/proxy//", .emptySegment),
    ("/api/v1/nodes/n/proxyx/..", .dotSegment), ("/api/v1/nodes/../proxy/x", .dotSegment),
    ("/api/v1/nodes/n/a/proxy/..", .dotSegment),
  ])
  func `refuses a target that can be read in two ways`(_ target: String, _ expected: TargetError) {
    #expect(throws: expected) { try ResourceRequest(method: "GET", target: target) }
  }

  @Test(arguments: [
    ("/api/v1/nodes/n/proxy//a/../b%2fc%zz#d?x=;#e", "nodes", ""),
    ("/api/v1/namespaces/ns/services/s:80/proxy/%2e%2e//", "services", "ns"),
    ("/api/v1/namespaces/ns/pods/p/pr%6Fxy/..", "pods", "ns"),
    ("/api/v1/namespaces/ns/pods/p/proxy", "pods", "ns"),
    ("/apis/example.com/v1/clusters/c/proxy/api//v1", "clusters", ""),
    ("/apis/example.com/v1/namespaces/ns/clusters/c/proxy/../x", "clusters", "ns"),
  ])
  func `lets everything behind a proxy segment through`(
    _ target: String, _ resource: String, _ namespace: String
  ) throws {
    let request = try ResourceRequest(method: "GET", target: target)
    #expect(request.resource == resource)
    #expect(request.namespace == namespace)
    #expect(request.subresource == "proxy")
    #expect(request.verb == .get)
    #expect(request.target == target)
  }

  @Test(arguments: [
    ("/api/v1/namespaces/", "/api/v1/namespaces"),
    ("/api/v1/namespaces/x/?pretty=1", "/api/v1/namespaces/x"),
    ("/api/v1/namespaces/x/status", "/api/v1/namespaces/x/status"),
    ("/api/v1/namespaces/x/pods/p%20q/log", "/api/v1/namespaces/x/pods/p%20q/log"),
    ("/api/v1/namespaces/x/namespaces/x", "/api/v1/namespaces/x/namespaces/x"),
    ("/api/v1/nodes/a%3fb%25", "/api/v1/nodes/a%3Fb%25"),
    ("/%61pi/v1/nodes/system%3Anode%3Ax", "/api/v1/nodes/system:node:x"),
    ("/apis/storage.k8s.io/v1/storageclasses", "/apis/storage.k8s.io/v1/storageclasses"),
    ("/api/v1/watch/namespaces/x", "/api/v1/namespaces/x"),
  ])
  func `spells a path anew from what was read`(_ target: String, _ path: String) throws {
    let request = try ResourceRequest(method: "GET", target: target)
    #expect(request.resourcePath == path)
    let again = try ResourceRequest(method: "GET", target: path)
    #expect(again.resource == request.resource)
    #expect(again.name == request.name)
    #expect(again.namespace == request.namespace)
    #expect(again.subresource == request.subresource)
  }

  @Test func `reads its own spelling as the same resource, whatever the target`() {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "api", "apis", "v1", "apps", "namespaces", "nodes", "pods", "watch", "proxy", "status", "x",
      "%2e", "%2F", "..", "", "a%20b", "%41", "é", "?", "#", "x;y", "%zz", "?watch=1&a",
    ]
    var read = 0
    for _ in 0..<30_000 {
      var target = Bool.random(using: &random) ? "/api/v1" : "/apis/g/v1"
      for _ in 0..<Int.random(in: 0...7, using: &random) {
        target += "/" + (pieces.randomElement(using: &random) ?? "x")
      }
      guard let request = try? ResourceRequest(method: "GET", target: target),
        let path = request.resourcePath
      else { continue }
      read += 1
      #expect(!request.name.utf8.contains(UInt8(ascii: "/")) || request.isNamedByFieldSelector)
      guard !request.isVerbInPath, request.subresource != "proxy",
        request.resource != "watch", request.resource != "proxy"
      else { continue }
      let again = try? ResourceRequest(method: "GET", target: path)
      #expect(again?.resourcePath == path)
      #expect(again?.name == request.name)
      #expect(again?.isInNamespace == request.isInNamespace)
    }
    #expect(read > 1_000)
  }
}

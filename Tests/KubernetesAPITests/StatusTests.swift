import JSON
import KubernetesAPI
import Testing

struct StatusTests {
  static let alice = UserInfo(username: "alice")
  static let namespaces = GroupResource(group: "", resource: "namespaces")

  static func request(_ target: String, _ method: String = "GET") throws -> ResourceRequest {
    try ResourceRequest(method: method, target: target)
  }

  /// What a 1.36 API server answered.
  @Test func `says 401 in the API server's words`() {
    let body =
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}"#
    #expect(Status.unauthorized.encoded() == Array((body + "\n").utf8))
  }

  @Test func `says 410 in the API server's words`() {
    let body =
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"The resourceVersion for the provided list is too old.","reason":"Expired","code":410}"#
    #expect(Status.expired().encoded() == Array((body + "\n").utf8))
  }

  @Test(arguments: [
    (
      "GET", "/api/v1/namespaces",
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"namespaces is forbidden: User \"alice\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope","reason":"Forbidden","details":{"kind":"namespaces"},"code":403}"#
    ),
    (
      "GET", "/api/v1/namespaces/oil-production",
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"namespaces \"oil-production\" is forbidden: User \"alice\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"oil-production\"","reason":"Forbidden","details":{"name":"oil-production","kind":"namespaces"},"code":403}"#
    ),
    (
      "GET", "/api/v1/nodes/worker-1",
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"nodes \"worker-1\" is forbidden: User \"alice\" cannot get resource \"nodes\" in API group \"\" at the cluster scope","reason":"Forbidden","details":{"name":"worker-1","kind":"nodes"},"code":403}"#
    ),
    (
      "POST", "/api/v1/namespaces/oil-production/pods",
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User \"alice\" cannot create resource \"pods\" in API group \"\" in the namespace \"oil-production\"","reason":"Forbidden","details":{"kind":"pods"},"code":403}"#
    ),
    (
      "GET", "/metrics",
      #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"forbidden: User \"alice\" cannot get path \"/metrics\"","reason":"Forbidden","details":{},"code":403}"#
    ),
  ])
  func `says 403 in the API server's words`(_ method: String, _ target: String, _ body: String)
    throws
  {
    let status = Status.forbidden(try Self.request(target, method), by: Self.alice)
    #expect(String(decoding: status.encoded(), as: UTF8.self) == body + "\n")
  }

  @Test func `names the group of a resource and its subresource in a 403`() throws {
    let target = "/apis/apps/v1/namespaces/x/deployments/d/scale"
    let status = Status.forbidden(try Self.request(target, "PUT"), by: Self.alice)
    #expect(
      status.message
        == #"deployments.apps "d" is forbidden: User "alice" cannot update resource "deployments/scale" in API group "apps" in the namespace "x""#
    )
    #expect(status.details?.group == "apps")
  }

  @Test func `quotes what a user name may hold`() throws {
    let user = UserInfo(username: "a\"b\\c\u{1}\n\u{E9}")
    let status = Status.forbidden(try Self.request("/metrics"), by: user)
    #expect(
      status.message == #"forbidden: User "a\"b\\c\x01\n"# + "\u{E9}\" cannot get path \"/metrics\""
    )
  }

  @Test(arguments: [
    (Status.badRequest("no"), 400, "BadRequest"),
    (.badRequest(TargetError.dotSegment), 400, "BadRequest"),
    (.notFound(namespaces, name: "x"), 404, "NotFound"),
    (.notAcceptable(["application/json"]), 406, "NotAcceptable"),
    (.alreadyExists(namespaces, name: "x"), 409, "AlreadyExists"),
    (.tooManyRequests("slow down", retryAfterSeconds: 1), 429, "TooManyRequests"),
    (.internalError("oops"), 500, "InternalError"),
    (.serviceUnavailable("later", retryAfterSeconds: 2), 503, "ServiceUnavailable"),
    (.serviceUnavailable("later"), 503, "ServiceUnavailable"),
    (.timeout("late", retryAfterSeconds: 1), 504, "Timeout"),
  ])
  func `reads back what it wrote`(_ status: Status, _ code: Int, _ reason: String) throws {
    #expect(status.code == code)
    #expect(status.reason == reason)
    #expect(!status.message.isEmpty)
    #expect(Status(try JSONValue(parsing: status.encoded())) == status)
  }

  @Test func `reads causes, a continue token and success`() throws {
    let text =
      #"{"kind":"Status","apiVersion":"v1","metadata":{"continue":"abc"},"status":"Failure","message":"m","reason":"Timeout","details":{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large"}],"retryAfterSeconds":1},"code":504}"#
    let status = try #require(Status(try JSONValue(parsing: Array(text.utf8))))
    #expect(status.continueToken == "abc")
    #expect(status.details?.causes.first?.reason == "ResourceVersionTooLarge")
    #expect(status.details?.retryAfterSeconds == 1)
    #expect(String(decoding: status.json.encoded(), as: UTF8.self) == text)
    let success = try #require(
      Status(["kind": "Status", "apiVersion": "v1", "status": "Success", "code": 200]))
    #expect(!success.isFailure)
  }

  @Test(arguments: [
    "null", "{}", #"{"kind": "Status"}"#, #"{"kind": "Namespace", "apiVersion": "v1"}"#,
    #"{"kind": "Status", "apiVersion": "v1", "code": "x"}"#,
    #"{"kind": "Status", "apiVersion": "v1", "details": []}"#,
  ])
  func `takes nothing else for a Status`(_ text: String) throws {
    #expect(Status(try JSONValue(parsing: Array(text.utf8))) == nil)
  }
}

import JSON
import Kubernetes
import KubernetesAPI
import Testing

struct SubjectAccessReviewTests {
  private let list = SubjectAccessReview.Attributes.resource(
    verb: "list", group: "storage.k8s.io", version: "v1", resource: "storageclasses")

  @Test func `asks with all of an identity`() {
    let user = UserInfo(
      username: "alice", uid: "u", groups: ["dev", "system:authenticated"],
      extra: [UserInfo.Extra(key: "example.com/a", values: ["1", "2"])])
    let expected: JSONValue = [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
      "spec": [
        "user": "alice", "uid": "u", "groups": ["dev", "system:authenticated"],
        "extra": ["example.com/a": ["1", "2"]],
        "resourceAttributes": [
          "verb": "list", "resource": "storageclasses", "group": "storage.k8s.io", "version": "v1",
        ],
      ],
    ]
    #expect(SubjectAccessReview(user: user, attributes: list).question == expected)
  }

  @Test func `asks about one object in a namespace, and about a path`() {
    let user = UserInfo(username: "bob")
    let object = SubjectAccessReview(
      user: user,
      attributes: .resource(
        verb: "get", group: "", version: "", resource: "pods", subresource: "log",
        namespace: "web", name: "a"))
    #expect(
      object.question["spec"] == [
        "user": "bob",
        "resourceAttributes": [
          "verb": "get", "resource": "pods", "subresource": "log", "namespace": "web", "name": "a",
        ],
      ])
    let path = SubjectAccessReview(user: user, attributes: .path(verb: "get", path: "/metrics"))
    #expect(
      path.question["spec", "nonResourceAttributes"] == ["verb": "get", "path": "/metrics"])
    #expect(path.question["spec", "resourceAttributes"] == nil)
  }

  @Test func `reads what the API server answers`() throws {
    #expect(
      SubjectAccessReview.outcome(of: try Fixture.json("review.sar.alice.json")) == .allowed)
  }

  @Test(arguments: [
    (#"{"allowed":false}"#, ""), (#"{"allowed":false,"reason":"no"}"#, "no"),
    (#"{"allowed":true,"denied":true,"reason":"stop"}"#, "stop"),
    (#"{"allowed":false,"evaluationError":"odd"}"#, "odd"),
  ])
  func `is denied unless plainly allowed`(_ status: String, _ reason: String) throws {
    let answer = try JSONValue(
      parsing: Array(#"{"kind":"SubjectAccessReview","status":\#(status)}"#.utf8))
    #expect(SubjectAccessReview.outcome(of: answer) == .denied(reason: reason))
  }

  @Test(arguments: [
    #"{"kind":"SubjectAccessReview","status":{}}"#, #"{"kind":"SubjectAccessReview"}"#,
    #"{"kind":"SubjectAccessReview","status":{"allowed":"true"}}"#,
    #"{"kind":"Status","status":{"allowed":true}}"#,
  ])
  func `an answer that cannot be read is a failure`(_ text: String) throws {
    let answer = try JSONValue(parsing: Array(text.utf8))
    guard case .failed(.unreadable) = SubjectAccessReview.outcome(of: answer) else {
      Issue.record("\(SubjectAccessReview.outcome(of: answer))")
      return
    }
  }

  /// An answer about one name says nothing of another that only looks the same.
  @Test func `two questions are one when every byte is`() {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    func resource(_ texts: [String]) -> SubjectAccessReview {
      SubjectAccessReview(
        user: UserInfo(username: "a"),
        attributes: .resource(
          verb: texts[0], group: texts[1], version: texts[2], resource: texts[3],
          subresource: texts[4], namespace: texts[5], name: texts[6]))
    }
    let same = resource([String](repeating: composed, count: 7))
    #expect(same == resource([String](repeating: composed, count: 7)))
    for place in 0..<7 {
      var texts = [String](repeating: composed, count: 7)
      texts[place] = decomposed
      #expect(resource(texts) != same)
    }
    func path(_ verb: String, _ path: String) -> SubjectAccessReview {
      SubjectAccessReview(
        user: UserInfo(username: "a"), attributes: .path(verb: verb, path: path))
    }
    #expect(path("get", composed) == path("get", composed))
    #expect(path("get", composed) != path("get", decomposed))
    #expect(path(composed, "/") != path(decomposed, "/"))
  }
}

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
}

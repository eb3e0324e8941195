import JSON
import Kubernetes
import KubernetesAPI
import Testing

struct TokenReviewTests {
  @Test func `reads a service account as the API server tells it`() throws {
    let answer = try Fixture.json("review.tokenreview.sa.json")
    let user = UserInfo(
      username: "system:serviceaccount:oil-production:robot",
      uid: "25e1ef00-392c-47a4-8f8b-78ae8324b1da",
      groups: [
        "system:serviceaccounts", "system:serviceaccounts:oil-production", "system:authenticated",
      ],
      extra: [
        UserInfo.Extra(
          key: "authentication.kubernetes.io/credential-id",
          values: ["JTI=efa4816a-d0f4-43d1-b94b-f79e83d73bce"])
      ])
    #expect(TokenReview.outcome(of: answer) == .authenticated(user))
  }

  @Test func `reads a user and a token that is not known`() throws {
    let alice = UserInfo(
      username: "alice", uid: "uid-alice", groups: ["projectcapsule.dev", "system:authenticated"])
    #expect(
      TokenReview.outcome(of: try Fixture.json("review.tokenreview.static-alice.json"))
        == .authenticated(alice))
    #expect(
      TokenReview.outcome(of: try Fixture.json("review.tokenreview.invalid.json"))
        == .notAuthenticated(reason: "invalid bearer token"))
  }

  @Test(arguments: [
    #"{"authenticated":false,"user":{"username":"alice"}}"#,
    #"{"user":{"username":"alice"}}"#,
    #"{"authenticated":null,"user":{"username":"alice"}}"#,
    #"{"authenticated":true,"user":{"username":""}}"#,
    #"{"authenticated":true,"user":{"groups":["system:masters"]}}"#,
    #"{"authenticated":true,"user":{"username":null}}"#,
    #"{}"#,
  ])
  func `half a proof proves nobody`(_ status: String) throws {
    let answer = try JSONValue(
      parsing: Array(#"{"kind":"TokenReview","status":\#(status)}"#.utf8))
    guard case .notAuthenticated = TokenReview.outcome(of: answer) else {
      Issue.record("\(TokenReview.outcome(of: answer))")
      return
    }
  }

  @Test(arguments: [
    #"{"kind":"TokenReview"}"#, #"{"kind":"Status","status":"Success"}"#,
    #"{"status":{"authenticated":true,"user":{"username":"alice"}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":"true","user":{"username":"alice"}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":1}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":"a","groups":"b"}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":"a","groups":[1]}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":"a","extra":[]}}}"#,
    #"{"kind":"TokenReview","status":{"authenticated":true,"user":{"username":"a","uid":{}}}}"#,
    "[]",
  ])
  func `an answer that cannot be read is a failure, not a verdict`(_ text: String) throws {
    let answer = try JSONValue(parsing: Array(text.utf8))
    guard case .failed(.unreadable) = TokenReview.outcome(of: answer) else {
      Issue.record("\(TokenReview.outcome(of: answer))")
      return
    }
  }
}

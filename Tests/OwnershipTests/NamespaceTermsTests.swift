import JSON
import KubernetesAPI
import Ownership
import Testing

@Suite struct NamespaceTermsTests {
  private static func terms(_ spec: JSONValue, _ metadata: JSONValue = [:]) throws -> NamespaceTerms
  {
    var metadata = metadata
    metadata["name"] = "oil"
    metadata["uid"] = "t-oil"
    return try NamespaceTerms(["metadata": metadata, "spec": spec])
  }

  @Test(
    arguments: [
      ([:], nil), (["namespaceQuota": 3], 3), (["namespaceOptions": ["quota": 4]], 4),
      (["namespaceQuota": 3, "namespaceOptions": ["quota": 2]], 2),
      (["namespaceQuota": 0], 0), (["namespaceQuota": nil], nil),
      // What is no number of namespaces allows none.
      (["namespaceQuota": "3"], 0), (["namespaceQuota": -1], 0),
      (["namespaceOptions": ["quota": ["a"]]], 0), (["namespaceOptions": [:]], nil),
    ] as [(JSONValue, Int?)])
  func `the smaller limit counts`(_ spec: JSONValue, _ quota: Int?) throws {
    #expect(try Self.terms(spec).quota == quota)
  }

  @Test func `owners are told as everywhere`() throws {
    let terms = try Self.terms([
      "owner": ["kind": "User", "name": "alice"],
      "owners": [
        ["kind": "Group", "name": "oil-admins"], ["kind": "Group", "name": "system:authenticated"],
        ["kind": "ServiceAccount", "name": "system:serviceaccount:ci:bot"],
      ],
    ])
    for (user, owns) in [
      (UserInfo(username: "alice"), true), (UserInfo(username: "oil-admins"), false),
      (UserInfo(username: "bob", groups: ["oil-admins"]), true),
      (UserInfo(username: "bob", groups: ["alice", "system:authenticated"]), false),
      (UserInfo(username: "system:serviceaccount:ci:bot"), true),
      (UserInfo(username: "system:serviceaccount:dev:bot"), false),
    ] {
      #expect(terms.isOwned(by: user) == owns, "\(user.username)")
    }
  }

  @Test func `a tenant without a name says nothing`() {
    #expect(throws: FieldError.self) { _ = try NamespaceTerms(["spec": [:]]) }
  }
}

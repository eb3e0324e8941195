import Decide
import KubernetesAPI
import Proxy
import Testing
import Wire

struct CallerTests {
  private static func fields(of user: UserInfo) throws -> [String] {
    try Caller(Identity(user: user, proof: .clientCertificate)).impersonation.map {
      "\($0.name): \($0.value)"
    }
  }

  @Test func `everything of a user is said, in order`() throws {
    let user = UserInfo(
      username: "alice", uid: "u-1", groups: ["b", "system:authenticated", "a"],
      extra: [
        .init(key: "scopes", values: ["x", "y"]), .init(key: "example.com/a b", values: ["z"]),
        .init(key: "none", values: []),
      ])
    #expect(
      try Self.fields(of: user) == [
        "Impersonate-User: alice", "Impersonate-Group: b", "Impersonate-Group: a",
        "Impersonate-Group: system:authenticated", "Impersonate-Uid: u-1",
        "Impersonate-Extra-scopes: x", "Impersonate-Extra-scopes: y",
        "Impersonate-Extra-example.com%2Fa%20b: z",
      ])
  }

  @Test func `a user without groups is authenticated, and nothing else`() throws {
    #expect(
      try Self.fields(of: UserInfo(username: "system:serviceaccount:a:b")) == [
        "Impersonate-User: system:serviceaccount:a:b", "Impersonate-Group: system:authenticated",
      ])
  }

  @Test(arguments: [
    (UserInfo(username: "system:anonymous"), ["system:unauthenticated"]),
    (
      UserInfo(username: "system:anonymous", groups: ["system:unauthenticated"]),
      ["system:unauthenticated"]
    ),
    (
      UserInfo(username: "a", groups: ["b", "system:unauthenticated"]),
      ["b", "system:unauthenticated"]
    ),
    (
      UserInfo(username: "a", groups: ["system:authenticated", "system:unauthenticated"]),
      ["system:unauthenticated", "system:authenticated"]
    ),
  ])
  func `who proved nothing is not said to have`(_ user: UserInfo, _ groups: [String]) throws {
    #expect(
      try Self.fields(of: user).dropFirst() == groups.map { "Impersonate-Group: \($0)" }[...])
  }

  @Test(arguments: [
    ("a%b", "a%25b"), ("\u{E9}", "%C3%A9"), ("a:b", "a%3Ab"), ("a=b", "a%3Db"),
    ("a_b-c.d", "a_b-c.d"),
    ("(a)", "%28a%29"),
  ])
  func `a key is escaped as client-go does`(_ key: String, _ escaped: String) throws {
    let user = UserInfo(username: "a", extra: [.init(key: key, values: ["v"])])
    #expect(try Self.fields(of: user).last == "Impersonate-Extra-\(escaped): v")
  }

  @Test(arguments: ["a\r\nX: y", "a\u{0}", " a", "a "])
  func `a value that would arrive as another cannot be said`(_ value: String) {
    for user in [
      UserInfo(username: value), UserInfo(username: "a", groups: [value]),
      UserInfo(username: "a", uid: value),
      UserInfo(username: "a", extra: [.init(key: "k", values: [value])]),
    ] {
      #expect(throws: HTTPError.self) { try Self.fields(of: user) }
    }
  }
}

import KubernetesAPI
import Proxy
import Testing
import Wire

/// By the API server's own reading (apiserver/pkg/authentication/request/headerrequest).
struct FrontProxyTests {
  private static func read(_ list: [(String, String)]) throws -> FrontProxy.Reading {
    var fields = Fields()
    for (name, value) in list { try fields.append(name: name, value: value) }
    return FrontProxy.read(fields)
  }

  private static let table: [([(String, String)], FrontProxy.Reading)] = [
    ([], .absent), ([("X-Remote-Group", "a")], .absent), ([("X-Remote-User", "")], .absent),
    // Not known to an API server: gateways make one of the other.
    ([("X_Remote_User", "alice")], .absent), ([("X-Remote_User", "alice")], .absent),
    ([("X-Remote-User", "alice")], .user(UserInfo(username: "alice"))),
    ([("x-remote-user", "alice")], .user(UserInfo(username: "alice"))),
    (
      [
        ("X-Remote-User", "alice"), ("X-Remote-Uid", "u1"), ("X-Remote-Group", "a"),
        ("X-REMOTE-GROUP", ""), ("X-Remote-Group", "b, c"),
      ], .user(UserInfo(username: "alice", uid: "u1", groups: ["a", "b, c"]))
    ),
    (
      [
        ("X-Remote-User", "alice"), ("X-Remote-Extra-Scopes", "x"),
        ("x-remote-extra-SCOPES", "y"), ("X-Remote-Extra-Example.com%2fProject", "z"),
        ("X-Remote-Extra-a%2", "w"),
      ],
      .user(
        UserInfo(
          username: "alice",
          extra: [
            .init(key: "scopes", values: ["x", "y"]),
            .init(key: "example.com/project", values: ["z"]), .init(key: "a%2", values: ["w"]),
          ]))
    ),
    ([("X-Remote-User", "alice"), ("X-Remote-User", "admin")], .ambiguous),
    ([("X-Remote-User", "alice"), ("x-remote-user", "alice")], .ambiguous),
    ([("X-Remote-User", "alice"), ("X-Remote-Uid", "1"), ("X-Remote-Uid", "2")], .ambiguous),
    ([("X-Remote-User", "alice"), ("X-Remote-Extra-%ff", "1")], .ambiguous),
  ]

  @Test(arguments: table)
  func `the fields name one user or nobody`(
    _ list: [(String, String)], _ expected: FrontProxy.Reading
  ) throws {
    #expect(try Self.read(list) == expected)
  }
}

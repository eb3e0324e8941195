import KubernetesAPI
import Proxy
import Testing
import Wire

struct ImpersonationRequestTests {
  private static func read(
    _ list: [(String, String)]
  ) throws -> ImpersonationRequest.Reading {
    var fields = Fields()
    for (name, value) in list { try fields.append(name: name, value: value) }
    return ImpersonationRequest.read(fields, rules: IdentityRules(groupPrefix: "bailiwick:"))
  }

  private static let wanted: [([(String, String)], UserInfo)] = [
    ([("Impersonate-User", "a")], UserInfo(username: "a")),
    ([("impersonate-user", "a")], UserInfo(username: "a")),
    (
      [("Impersonate-User", "a"), ("Impersonate-Group", "b"), ("Impersonate-Group", "c")],
      UserInfo(username: "a", groups: ["b", "c"])
    ),
    ([("Impersonate-User", "a"), ("Impersonate-Uid", "1")], UserInfo(username: "a", uid: "1")),
    (
      [
        ("Impersonate-User", "a"), ("Impersonate-Extra-X.y%2fZ", "1"),
        ("impersonate-extra-x.y%2Fz", "2"), ("Impersonate-Extra-k", "3"),
      ],
      UserInfo(
        username: "a",
        extra: [.init(key: "x.y/z", values: ["1", "2"]), .init(key: "k", values: ["3"])])
    ),
    (
      [("Impersonate-User", "a"), ("Impersonate-Extra-x%2", "1")],
      UserInfo(username: "a", extra: [.init(key: "x%2", values: ["1"])])
    ),
    (
      [("Impersonate-User", "a"), ("Impersonate-Group", "system:masters")],
      UserInfo(username: "a", groups: ["system:masters"])
    ),
  ]

  @Test(arguments: wanted)
  func `the family is read as the API server reads it`(
    _ list: [(String, String)], _ user: UserInfo
  ) throws {
    guard case .wanted(let request) = try Self.read(list) else {
      Issue.record("not read")
      return
    }
    #expect(request.user == user)
  }

  @Test(arguments: [[], [("X", "y")], [("Impersonate", "x")], [("X-Impersonate-User", "x")]])
  func `other fields ask for nobody`(_ list: [(String, String)]) throws {
    #expect(try Self.read(list) == .none)
  }

  private static let odd: [[(String, String)]] = [
    [("Impersonate-Group", "b")], [("Impersonate-Uid", "1")], [("Impersonate-Extra-x", "1")],
    [("Impersonate-User", "a"), ("Impersonate-User", "a")],
    [("Impersonate-User", "a"), ("IMPERSONATE-USER", "b")],
    [("Impersonate-User", "a"), ("Impersonate-Uid", "1"), ("Impersonate-Uid", "1")],
    [("Impersonate-User", "a"), ("Impersonate-Uid", "")],
    [("Impersonate-User", "")], [("Impersonate-User", "a"), ("Impersonate-Group", "")],
    [("Impersonate-User", "a"), ("Impersonate-Extra-x", "")],
    [("Impersonate-User", "a"), ("Impersonate-Extra-", "x")],
    [("Impersonate-User", "a"), ("Impersonate-Extra-%41", "x")],
    [("Impersonate-User", "a"), ("Impersonate-Extra-%00", "x")],
    [("Impersonate-User", "a"), ("Impersonate-Extra-%FF", "x")],
    [("Impersonate_User", "a")], [("Impersonate-User", "a"), ("Impersonate_Group", "b")],
    [("Impersonate-User", "a"), ("Impersonate_Extra-x", "b")],
    [("Impersonate-User", "a"), ("Impersonate-Extra_x", "b")],
    [("Impersonate-User", "a"), ("Impersonate-Users", "b")],
    [("Impersonate-User", "a"), ("Impersonate-Extra", "b")], [("Impersonate-", "a")],
    [("Impersonate-User", "a"), ("Impersonate-Group", "bailiwick:read:nodes")],
    [("Impersonate-User", "a"), ("Impersonate-Group", "BailiWick:")],
  ]

  @Test(arguments: odd)
  func `what it would not know or read otherwise is refused`(
    _ list: [(String, String)]
  ) throws {
    guard case .refused = try Self.read(list) else {
      Issue.record("read")
      return
    }
  }

  @Test func `one value too many is refused`() throws {
    func read(_ count: Int) throws -> ImpersonationRequest.Reading {
      try Self.read(
        [("Impersonate-User", "a")] + (1..<count).map { ("Impersonate-Group", "g\($0)") })
    }
    guard case .wanted(let request) = try read(256), case .refused = try read(257) else {
      Issue.record("not so")
      return
    }
    #expect(request.user.groups.count == 255)
  }
}

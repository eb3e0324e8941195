import Proxy
import Testing
import Wire

struct ImpersonationRequestTests {
  enum Expected: Sendable { case none, wellFormed, refused }

  private static let table: [([(String, String)], Expected)] = [
    ([], .none), ([("X", "y")], .none), ([("Impersonate", "x")], .none),
    ([("X-Impersonate-User", "x")], .none),
    ([("Impersonate-User", "a")], .wellFormed), ([("impersonate-user", "a")], .wellFormed),
    (
      [("Impersonate-User", "a"), ("Impersonate-Group", "b"), ("Impersonate-Group", "c")],
      .wellFormed
    ),
    ([("Impersonate-User", "a"), ("Impersonate-Uid", "1")], .wellFormed),
    ([("Impersonate-User", "a"), ("Impersonate-Extra-x.y%2Fz", "1")], .wellFormed),
    ([("Impersonate-User", "a"), ("Impersonate-Group", "system:masters")], .wellFormed),
    ([("Impersonate-Group", "b")], .refused), ([("Impersonate-Uid", "1")], .refused),
    ([("Impersonate-Extra-x", "1")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-User", "a")], .refused),
    ([("Impersonate-User", "a"), ("IMPERSONATE-USER", "b")], .refused),
    ([("Impersonate-User", "")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-Group", "")], .refused),
    ([("Impersonate_User", "a")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate_Group", "b")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate_Extra-x", "b")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-Users", "b")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-Extra", "b")], .refused),
    ([("Impersonate-", "a")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-Group", "bailiwick:read:nodes")], .refused),
    ([("Impersonate-User", "a"), ("Impersonate-Group", "BailiWick:")], .refused),
  ]

  @Test(arguments: table)
  func `the family is read as the API server reads it, or refused`(
    _ list: [(String, String)], _ expected: Expected
  ) throws {
    var fields = Fields()
    for (name, value) in list { try fields.append(name: name, value: value) }
    let reading = ImpersonationRequest.read(fields, rules: IdentityRules(groupPrefix: "bailiwick:"))
    switch (reading, expected) {
    case (.none, .none), (.wellFormed, .wellFormed), (.refused, .refused): break
    default: Issue.record("\(reading)")
    }
  }
}

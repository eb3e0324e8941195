import KubernetesAPI
import Proxy
import Testing

struct IdentityRulesTests {
  private let rules = IdentityRules(groupPrefix: "bailiwick:")

  private static let sound = [
    "alice", "a b", "o'hara", "a@b.c", "system:serviceaccount:a:b", "d\u{E9}v", "\u{1F600}", "a/b",
    "CN=x,O=y", "%00", "\u{80}", "a\u{A0}",
  ]

  private static let odd = [
    "", " ", "\t", "alice ", " alice", "\talice", "alice\t", "a\rb", "a\nb", "a\u{0}b", "a\u{7F}b",
    "a\u{1}", "a\r\nb", "\u{0}", "a\u{1F}b",
  ]

  private static let reserved = [
    "bailiwick:", "bailiwick:read:namespaces", "BAILIWICK:x", "Bailiwick:X", " bailiwick:x",
    "\tbailiwick:x", " \t bailiwick:x", "bailiwick:x ",
  ]

  private static let free = [
    "bailiwick", "xbailiwick:", "bailiwic", "", "bailiwick;", "a bailiwick:",
  ]

  @Test(arguments: sound)
  func `a sound value may stand anywhere`(_ value: String) {
    #expect(rules.fault(of: UserInfo(username: value)) == nil)
    #expect(rules.fault(of: UserInfo(username: "a", uid: value, groups: ["b", value])) == nil)
    #expect(
      rules.fault(of: UserInfo(username: "a", extra: [.init(key: "k", values: [value])])) == nil)
    #expect(!rules.isReserved(value))
  }

  @Test(arguments: odd)
  func `an odd value stands nowhere`(_ value: String) {
    #expect(rules.fault(of: UserInfo(username: value)) != nil)
    #expect(rules.fault(of: UserInfo(username: "a", groups: ["b", value])) != nil)
    #expect(rules.fault(of: UserInfo(username: "a", extra: [.init(key: value, values: [])])) != nil)
    #expect(
      rules.fault(of: UserInfo(username: "a", extra: [.init(key: "k", values: ["v", value])]))
        != nil)
    // An authenticator may know no uid.
    #expect((rules.fault(of: UserInfo(username: "a", uid: value)) == nil) == value.isEmpty)
  }

  @Test(arguments: reserved)
  func `a group under the prefix is nobody's`(_ group: String) {
    #expect(rules.isReserved(group))
    #expect(rules.fault(of: UserInfo(username: "a", groups: ["system:masters", group])) != nil)
    #expect(rules.fault(of: UserInfo(username: group)) != nil)
  }

  @Test(arguments: ["bailiwick:sa:a:b", "bailiwick:node:n", "BAILIWICK:sa:a:b", "gate:x"])
  func `no user has a name that stands for another, whatever the prefix of the groups is`(
    _ name: String
  ) {
    let rules = IdentityRules(groupPrefix: "gate:")
    #expect(rules.fault(of: UserInfo(username: name)) != nil)
    #expect(rules.fault(of: UserInfo(username: name), allowsSystemNames: true) != nil)
  }

  @Test(arguments: free)
  func `another group is not reserved`(_ group: String) {
    #expect(!rules.isReserved(group))
  }

  @Test(arguments: ["Scopes", "sCopes", "example.com/Key"])
  func `an extra key is lower case`(_ key: String) {
    #expect(
      rules.fault(of: UserInfo(username: "a", extra: [.init(key: key, values: ["b"])])) != nil)
  }

  private static let system = [
    UserInfo(username: "system:admin"), UserInfo(username: "system:serviceaccount:a:b"),
    UserInfo(username: "a", groups: ["b", "system:masters"]),
    UserInfo(username: "a", groups: ["system:authenticated", "system:"]),
  ]

  @Test(arguments: system)
  func `names of the cluster's own are not for everybody to give`(_ user: UserInfo) {
    #expect(rules.fault(of: user) == nil)
    #expect(rules.fault(of: user, allowsSystemNames: true) == nil)
    #expect(rules.fault(of: user, allowsSystemNames: false) != nil)
  }

  @Test(arguments: [
    UserInfo(username: "a", groups: ["system:authenticated", "System:x", "xsystem:"]),
    UserInfo(username: "systema"),
  ])
  func `others are`(_ user: UserInfo) {
    #expect(rules.fault(of: user, allowsSystemNames: false) == nil)
  }

  @Test func `a fault never tells the value`() {
    for value in Self.odd + Self.reserved where value.utf8.count > 3 {
      let user = UserInfo(username: "secret", uid: "u", groups: [value + "hidden"])
      if let fault = rules.fault(of: user) {
        #expect(!fault.contains("secret") && !fault.contains("hidden"))
      }
    }
  }
}

import Testing

@testable import Sandbox

struct NameRuleTests {
  @Test(arguments: [
    (NameRule.label, "oil-1", 0), (.label, "Oil", 1), (.label, "a.b", 1), (.label, "", 1),
    (.label, String(repeating: "a", count: 63), 0),
    (.label, String(repeating: "a", count: 64), 1),
    (.subdomain, "a.b-c.1", 0), (.subdomain, "a..b", 1), (.subdomain, "-a", 1),
    (.subdomain, "a_b", 1), (.oldLabel, "1a", 1), (.oldLabel, "a1", 0),
    (.pathSegment, "system:node", 0), (.pathSegment, "a/b%", 2), (.pathSegment, "..", 1),
  ])
  func `names are judged`(_ rule: NameRule, _ name: String, _ count: Int) {
    #expect(rule.problems(name).count == count)
  }

  @Test func `the words are those of the server`() {
    #expect(NameRule.label.problems("a.b") == ["must not contain dots"])
    #expect(
      NameRule.label.problems("Bad_Name") == [
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
          + "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
          + "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
      ])
  }

  @Test(arguments: [
    ("a", 0), ("example.com/a", 0), ("a/b/c", 1), ("/a", 1), ("a/", 2), ("-a", 1), ("A.b_c-d", 0),
    ("Example.com/a", 1), (String(repeating: "a", count: 64), 1),
  ])
  func `keys of labels are judged`(_ key: String, _ count: Int) {
    #expect(NameSyntax.qualifiedName(key).count == count)
  }

  @Test func `the beginning of a name may end with a dash`() {
    #expect(NameRule.label.problems(prefix: "oil-").isEmpty)
    #expect(NameRule.label.problems("oil-").count == 1)
  }

  @Test(arguments: [("a.b_c-D", 0), ("..", 1), (".", 1), ("..a", 1), ("a/b", 1), ("", 1)])
  func `keys of data are judged`(_ key: String, _ count: Int) {
    #expect(NameSyntax.dataKey(key).count == count)
  }

  @Test(arguments: [("http", 0), ("a--b", 1), ("80", 1), ("-a", 1), ("averylongportname", 1)])
  func `names of ports are judged`(_ name: String, _ count: Int) {
    #expect(NameSyntax.portName(name).count == count)
  }
}

import JSON
import Testing

@testable import Sandbox

struct PolicyRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: PolicyRule
    let attributes: AccessAttributes
    let isAllowed: Bool
    var testDescription: String { "\(rule.json) for \(attributes)" }
  }

  private static func get(
    _ resource: String, _ subresource: String = "", in group: String = "", name: String = ""
  ) -> AccessAttributes {
    AccessAttributes(
      verb: "get", path: nil, group: group, resource: resource, subresource: subresource, name: name
    )
  }

  private static func path(_ path: String, verb: String = "get") -> AccessAttributes {
    AccessAttributes(verb: verb, path: path)
  }

  static let cases = [
    Case(rule: PolicyRule("get", on: "pods"), attributes: get("pods"), isAllowed: true),
    Case(rule: PolicyRule("list", on: "pods"), attributes: get("pods"), isAllowed: false),
    Case(rule: PolicyRule("*", on: "pods"), attributes: get("pods"), isAllowed: true),
    Case(rule: PolicyRule("get", on: "pods"), attributes: get("pods", in: "x"), isAllowed: false),
    Case(
      rule: PolicyRule("get", on: "pods", in: "*"), attributes: get("pods", in: "x"),
      isAllowed: true),
    Case(rule: PolicyRule("get", on: "pods"), attributes: get("pods", "log"), isAllowed: false),
    Case(rule: PolicyRule("get", on: "pods/log"), attributes: get("pods", "log"), isAllowed: true),
    Case(rule: PolicyRule("get", on: "pods/log"), attributes: get("pods"), isAllowed: false),
    Case(rule: PolicyRule("get", on: "*/log"), attributes: get("pods", "log"), isAllowed: true),
    Case(rule: PolicyRule("get", on: "*/"), attributes: get("pods"), isAllowed: false),
    Case(rule: PolicyRule("get", on: "pods/*"), attributes: get("pods", "log"), isAllowed: false),
    Case(rule: PolicyRule("get", on: "*"), attributes: get("pods", "log"), isAllowed: true),
    Case(
      rule: PolicyRule("get", on: "pods", named: "a b"), attributes: get("pods", name: "b"),
      isAllowed: true),
    Case(
      rule: PolicyRule("get", on: "pods", named: "a b"), attributes: get("pods", name: "c"),
      isAllowed: false),
    Case(
      rule: PolicyRule("get", on: "pods", named: "a"), attributes: get("pods"), isAllowed: false),
    Case(
      rule: PolicyRule("get", on: "pods", named: "\u{E9}"),
      attributes: get("pods", name: "e\u{301}"), isAllowed: false),
    Case(rule: PolicyRule("get", on: "*", in: "*"), attributes: path("/x"), isAllowed: false),
    Case(rule: PolicyRule("get", urls: "/x"), attributes: path("/x"), isAllowed: true),
    Case(rule: PolicyRule("get", urls: "/x"), attributes: path("/x/"), isAllowed: false),
    Case(rule: PolicyRule("get", urls: "/x/*"), attributes: path("/x/y/z"), isAllowed: true),
    Case(rule: PolicyRule("get", urls: "/x/*"), attributes: path("/x"), isAllowed: false),
    Case(rule: PolicyRule("get", urls: "/x**"), attributes: path("/xy"), isAllowed: true),
    Case(rule: PolicyRule("get", urls: "*"), attributes: path("/x"), isAllowed: true),
    Case(
      rule: PolicyRule("get", urls: "*"), attributes: path("/x", verb: "post"), isAllowed: false),
    Case(rule: PolicyRule("get", urls: "*"), attributes: get("pods"), isAllowed: false),
  ]

  @Test(arguments: cases)
  func `allows by verb, group, resource, name and path`(_ test: Case) {
    #expect(test.rule.allows(test.attributes) == test.isAllowed)
  }

  @Test(arguments: [
    (PolicyRule("get", on: "builds"), PolicyRule("get", on: "builds"), true),
    (PolicyRule("*", on: "builds"), PolicyRule("get list", on: "builds"), true),
    (PolicyRule("get list watch", on: "builds"), PolicyRule("*", on: "builds"), false),
    (PolicyRule("get", on: "*/scale"), PolicyRule("get", on: "builds/scale"), true),
    (PolicyRule("get", on: "*/scale"), PolicyRule("get", on: "builds"), false),
    (PolicyRule("get", on: "*"), PolicyRule("get", on: "builds/scale"), true),
    (PolicyRule("get", on: "builds"), PolicyRule("get", on: "*"), false),
    (PolicyRule("get", on: "builds", in: "*"), PolicyRule("get", on: "builds", in: "a"), true),
    (PolicyRule("get", on: "builds", in: "a"), PolicyRule("get", on: "builds", in: "*"), false),
    (PolicyRule("get", on: "builds"), PolicyRule("get", on: "builds", named: "a"), true),
    (PolicyRule("get", on: "builds", named: "a"), PolicyRule("get", on: "builds"), false),
    (
      PolicyRule("get", on: "builds", named: "a b"), PolicyRule("get", on: "builds", named: "b"),
      true
    ),
    (PolicyRule("get", urls: "/a/*"), PolicyRule("get", urls: "/a/b"), true),
    (PolicyRule("get", urls: "/a"), PolicyRule("get", urls: "/a/*"), false),
    (PolicyRule("get", urls: "*"), PolicyRule("get", urls: "/a"), true),
    (PolicyRule("*", on: "*", in: "*"), PolicyRule("get", urls: "/a"), false),
  ])
  func `covers what is no more`(_ owned: PolicyRule, _ wanted: PolicyRule, _ covers: Bool) {
    #expect(PolicyRule.missing(of: [wanted], in: [owned]).isEmpty == covers)
  }

  @Test func `several rules cover one together`() {
    let owned = [
      PolicyRule("delete", on: "deployments"), PolicyRule("delete", on: "builds"),
      PolicyRule("update", on: "builds deployments"),
    ]
    let wanted = [PolicyRule("delete update", on: "builds deployments pods")]
    let missing = PolicyRule.missing(of: wanted, in: owned)
    #expect(missing == [PolicyRule("delete", on: "pods"), PolicyRule("update", on: "pods")])
    #expect(PolicyRule.compacted(missing) == [PolicyRule("delete update", on: "pods")])
  }
}
